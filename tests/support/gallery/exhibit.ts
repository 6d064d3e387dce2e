import type { Words } from '../../../messages/catalog.ts'
import type { Form, Message, RowsBlock } from '../../../messages/message.ts'

/** Sentences and labels that stand in no message of their own: field errors, an answer's name, one's own data. */
export type Lines = { readonly lines: Readonly<Record<string, string>> }

/** Rows of one's own data, which stand in a window of the settings. */
export type Data = { readonly rows: RowsBlock['rows'] }

export type Shown = Message | Form | Lines | Data

/** One thing that Reachout can say, made with sample values. Its name is `<golden file>/<what it is>`. */
export type Exhibits = Readonly<Record<string, (words: Words) => Shown>>

export const ada = { mention: 'ada', name: 'Ada' } as const
/** 2026-03-02T09:00:00Z, a Monday. */
export const monday = Date.UTC(2026, 2, 2, 9)

export const data = (rows: RowsBlock['rows']): Data => ({ rows })
