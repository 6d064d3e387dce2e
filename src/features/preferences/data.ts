import { dataMessage } from '../../../messages/settings.ts'
import type { Acting, Reply } from '../../engine/index.ts'
import { toPages, toPairs } from './rules.ts'

/** Everything stored about the one who asks, part by part; `value` is the part, counted from 0. */
export const showData = async (c: Acting, value: string | undefined): Promise<Reply> => {
  const kept = c.member.stored ? await c.myData() : {}
  const pages = toPages(
    toPairs(
      kept,
      c.words((words) => ({ yes: words.label('data.yes'), no: words.label('data.no') })),
    ),
  )
  const page = Math.min(pageOf(value), Math.max(0, pages.length - 1))
  const rows = (pages[page] ?? []).map(({ label, text }) => ({ label, spans: [text] }))
  return { say: c.words((words) => dataMessage(words, rows, page, pages.length)) }
}

const pageOf = (value: string | undefined): number => (/^\d{1,4}$/.test(value ?? '') ? Number(value) : 0)
