import type { Database, Statement } from 'better-sqlite3'
import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  Transaction,
} from 'kysely'
import type { Tables } from './tables.ts'

/** Statements kept ready per connection, at most twice as many; about 4 kB each. The code has some 200 of its own. */
export const STATEMENTS_KEPT = 400

export type StatementCache = { readonly get: (sql: string) => Statement; readonly size: () => number }

/**
 * Prepared statements by their text, in two generations: when the young one is full it becomes the old one, and what
 * was not used since is dropped.
 */
export function createStatementCache(raw: Database, kept = STATEMENTS_KEPT): StatementCache {
  let young = new Map<string, Statement>()
  let old = new Map<string, Statement>()
  const keep = (sql: string, statement: Statement): Statement => {
    if (young.size >= kept) {
      old = young
      young = new Map()
    }
    young.set(sql, statement)
    return statement
  }
  return {
    get: (sql) => young.get(sql) ?? keep(sql, old.get(sql) ?? raw.prepare(sql)),
    size: () => young.size + old.size,
  }
}

/** What one transaction's queries did; `ended` closes its `db` for good. */
export type Session = { ended: boolean; wrote: boolean; failed: unknown }

export type Bound = { readonly session: Session; readonly db: Kysely<Tables> }

/**
 * Kysely over one better-sqlite3 connection, synchronous under its promises: only microtasks pass. Kysely's own
 * dialect prepares each query anew (2.7 to 4 times slower) and queues for its connection. `bind` gives the query
 * builder of one transaction.
 *
 * @param mapError what a query's error becomes
 */
export function createBinder(raw: Database, mapError: (error: unknown) => unknown): { bind: () => Bound } {
  const statements = createStatementCache(raw)
  const dialect = createDialect()
  const driver = dialect.createDriver()
  const compiler = dialect.createQueryCompiler()
  const adapter = dialect.createAdapter()
  const bind = (): Bound => {
    const session: Session = { ended: false, wrote: false, failed: undefined }
    const connection = createConnection(raw, statements, session, mapError)
    const executor = new DefaultQueryExecutor(compiler, adapter, {
      provideConnection: (consumer) => consumer(connection),
    })
    return { session, db: new Transaction<Tables>({ config: { dialect }, dialect, driver, executor }) }
  }
  return { bind }
}

function createConnection(
  raw: Database,
  statements: StatementCache,
  session: Session,
  mapError: (error: unknown) => unknown,
): DatabaseConnection {
  return {
    executeQuery: async (query) => {
      if (session.ended) throw new Error('this transaction has ended: use `db` only inside the work given to transact')
      // SQLite may have rolled back by itself: what follows would be written outside the transaction.
      if (session.failed) throw session.failed
      try {
        return execute(statements, session, query)
      } catch (error) {
        const mapped = mapError(error)
        if (mapped !== error || !raw.inTransaction) session.failed = mapped
        throw mapped
      }
    },
    streamQuery: () => {
      throw new Error('the store has no streams: read in batches')
    },
  }
}

function execute<R>(statements: StatementCache, session: Session, query: CompiledQuery): QueryResult<R> {
  const statement = statements.get(query.sql)
  if (statement.reader) {
    const rows = statement.all(query.parameters) as R[]
    if (!statement.readonly && rows.length > 0) session.wrote = true
    return { rows }
  }
  const { changes, lastInsertRowid } = statement.run(query.parameters)
  if (changes > 0) session.wrote = true
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
}

function createDialect(): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => closedDriver,
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}

const refuse = (): never => {
  throw new Error('transactions begin and end in transact alone')
}

/** Kysely asks for one, but connections are handed out by `bind` and transactions belong to `transact`. */
const closedDriver: Driver = {
  init: async () => {},
  acquireConnection: async () => refuse(),
  beginTransaction: async () => refuse(),
  commitTransaction: async () => refuse(),
  rollbackTransaction: async () => refuse(),
  releaseConnection: async () => {},
  destroy: async () => {},
}
