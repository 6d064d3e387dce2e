import {
  blockedMessage,
  blockedRows,
  blockListButton,
  blockListMessage,
  personButtons,
  putAwayMessage,
  wrongMessage,
} from '../../../messages/blocks.ts'
import { data, type Exhibits, monday } from './exhibit.ts'

const cy = { id: 'b1', name: 'Cy', since: monday }
const gone = { id: 'b2', since: monday }
const unseen = { id: 'b3', unseen: true, since: monday }

export const blocks: Exhibits = {
  'blocks/on a message': (words) => ({
    lines: Object.fromEntries(
      [...personButtons(words), blockListButton(words)].map(({ label, action }) => [action, label]),
    ),
  }),
  'blocks/put away': putAwayMessage,
  'blocks/added': (words) => blockedMessage(words, 's'),
  'blocks/felt wrong': (words) => wrongMessage(words, 's'),
  'blocks/list': (words) => blockListMessage(words, [cy, gone], undefined),
  'blocks/list, one unnamed': (words) => blockListMessage(words, [cy, unseen], undefined),
  'blocks/list, none': (words) => blockListMessage(words, [], undefined),
  'blocks/list, first of two': (words) => blockListMessage(words, [cy], 1),
  'blocks/data': (words) => data(blockedRows(words, [cy, gone, unseen])),
}
