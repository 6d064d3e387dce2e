import {
  type Card,
  PROGRAMME_LENGTH,
  programmeForm,
  programmeSaved,
  supportMessage,
} from '../../../messages/support.ts'
import { crisisMessage, unaskedMessage } from '../../../messages/typed.ts'
import { type Exhibits, monday } from './exhibit.ts'

const international = { name: 'example.org', site: 'https://example.org' }
const line = {
  country: 'DE',
  name: 'Example line',
  call: '000 000',
  text: true,
  always: true,
  free: true,
  site: 'https://line.example.org/a',
}
const card: Card = { workspace: 'Harbour', international, checked: monday }
const full: Card = { ...card, programme: 'Ask at the desk.', emergency: '000', line }
const spoken: Card = { ...card, line: { ...line, text: false, always: false, free: false } }
/** As much as an admin may write, beside the longest line. */
const crowded: Card = { ...full, workspace: 'W'.repeat(80), programme: 'p'.repeat(PROGRAMME_LENGTH) }

export const support: Exhibits = {
  'support/card': (words) => supportMessage(words, card),
  'support/card, full': (words) => supportMessage(words, full),
  'support/card, spoken': (words) => supportMessage(words, spoken),
  'support/card, crowded': (words) => supportMessage(words, crowded),
  'support/programme': (words) => programmeForm(words, undefined),
  'support/programme, filled': (words) => programmeForm(words, 'Ask at the desk.'),
  'support/programme saved': (words) => programmeSaved(words, full),
  'support/errors': (words) => ({ lines: { long: words.label('support.programme-long', { most: PROGRAMME_LENGTH }) } }),
  'typed/crisis': (words) => crisisMessage(words, full),
  'typed/crisis, crowded': (words) => crisisMessage(words, crowded),
  'typed/unasked': (words) => unaskedMessage(words, { joined: true }),
  'typed/unasked, outside': (words) => unaskedMessage(words, { joined: false }),
}
