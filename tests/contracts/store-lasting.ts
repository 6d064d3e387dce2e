import { sql } from 'kysely'
import { expect } from 'vitest'
import { readMeta, writeMeta } from '../../src/store/meta.ts'
import { migrate, migrations } from '../../src/store/migrations.ts'
import { otherSecret, type Spec } from './store.ts'
import { aMember } from './store-queries.ts'

export function lastingContract(spec: Spec) {
  spec('does no harm by migrating twice', async (_, store) => {
    await store.transact((db) => writeMeta(db, 'a', '1'))
    await migrate(store.transact)
    expect(await store.transact((db) => readMeta(db, 'a'))).toBe('1')
  })

  spec('takes each new migration once, and wholly or not at all', async (_, store) => {
    const add = { name: 'adds', up: (db: Parameters<(typeof migrations)[0]['up']>[0]) => writeMeta(db, 'added', 'yes') }
    const half = {
      name: 'breaks',
      up: async (db: Parameters<typeof add.up>[0]) => {
        await writeMeta(db, 'half', 'yes')
        throw new Error('broken')
      },
    }
    await expect(migrate(store.transact, [...migrations, add, half])).rejects.toThrow('broken')
    expect(await store.transact((db) => readMeta(db, 'added'))).toBe('yes')
    expect(await store.transact((db) => readMeta(db, 'half'))).toBeUndefined()
    await store.transact((db) => writeMeta(db, 'added', 'kept'))
    await migrate(store.transact, [...migrations, add])
    expect(await store.transact((db) => readMeta(db, 'added'))).toBe('kept')
  })

  spec('refuses tables of a newer version in one sentence and leaves them as they were', async (place, store) => {
    await store.transact(async (db) => {
      await writeMeta(db, 'a', '1')
      await sql`insert into migrations (version, name) values (99, 'of the future')`.execute(db)
    })
    await expect(place.open()).rejects.toThrow(
      `this database was written by a newer Reachout (its schema is 99, this one knows ${migrations.length}): update Reachout, or restore an older backup`,
    )
    expect(await store.transact((db) => readMeta(db, 'a'))).toBe('1')
  })

  spec('still has its data when it is opened again', async (place, store) => {
    const sealed = store.keys.seal('ada', 'here', 'a note')
    await store.transact((db) => db.insertInto('members').values(aMember('ada')).execute())
    await store.close()
    const again = await place.open()
    expect(await again.transact((db) => db.selectFrom('members').select('id').execute())).toEqual([{ id: 'ada' }])
    expect(again.keys.open('ada', 'here', sealed)).toBe('a note')
    await again.close()
  })

  spec('shows a store what another one committed', async (place, store) => {
    const other = await place.open()
    await other.transact((db) => writeMeta(db, 'a', '1'))
    expect(await store.transact((db) => readMeta(db, 'a'))).toBe('1')
    await other.close()
  })

  spec('refuses another secret in one sentence', async (place, store) => {
    await store.close()
    await expect(place.open({ secret: otherSecret })).rejects.toThrow(
      /^this database was written with another secret \(fingerprint [0-9a-f]{8}, and the one given has [0-9a-f]{8}\): start with/,
    )
  })

  spec('refuses a secret that is none', async (place) => {
    for (const secret of ['', 'short', `${otherSecret}A`, `!${otherSecret.slice(1)}`]) {
      await expect(place.open({ secret })).rejects.toThrow('32 bytes in base64url')
    }
  })

  spec('keeps what was sealed unreadable at rest', async (place, store) => {
    const planted = 'PLANTED-NOTE'
    const sealed = store.keys.seal('ada', 'here', planted)
    await store.transact((db) => writeMeta(db, 'a', sealed))
    expect(place.bytes()).toContain(sealed)
    expect(place.bytes()).not.toContain(planted)
  })

  spec('leaves nothing behind of a name that was erased and scrubbed away', async (place, store) => {
    const planted = 'PLANTED-NAME'
    const long = planted.repeat(600)
    await store.transact(async (db) => {
      for (let at = 0; at < 300; at++) {
        const name = at % 3 === 0 ? planted : at % 50 === 1 ? long : 'someone'
        await db
          .insertInto('members')
          .values(aMember(`m${(at * 71) % 300}`, { name }))
          .execute()
      }
    })
    expect(place.bytes()).toContain(planted)
    await store.transact(async (db) => {
      await db.updateTable('members').set({ name: 'nobody' }).where('name', '=', long).execute()
      await db.deleteFrom('members').where('name', '=', planted).execute()
    })
    await store.scrub()
    expect(place.bytes()).not.toContain(planted)
    expect(await store.transact((db) => db.selectFrom('members').select('id').execute())).toHaveLength(200)
  })
}
