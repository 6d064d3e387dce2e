import { readCatalog } from '../../../messages/catalog.ts'
import { pickVariant } from '../../../messages/rotation.ts'
import {
  aboutThanks,
  thanksForm,
  thanksMessage,
  thanksOffer,
  thanksProblem,
  thanksRow,
  thanksSentence,
  tooLong,
} from '../../../messages/thanks.ts'
import { ada, data, type Exhibits, monday } from './exhibit.ts'

const variants = readCatalog().variants('thanks.given')
const given = { giver: ada, seed: 'ben', turn: 0 }
const text = 'You saved my day.\nReally.'

/** Each first line stands under its variant's name. */
const firstLines: Exhibits = Object.fromEntries(
  variants.map((_, turn) => [
    `thanks/given ${pickVariant(variants, given.seed, turn)}`,
    (words) => thanksMessage(words, { ...given, turn, text }),
  ]),
)

export const thanks: Exhibits = {
  ...firstLines,
  'thanks/given, constant words': (words) => thanksMessage(words, given),
  'thanks/offer': (words) => thanksOffer(words, { mention: 'ben', name: 'Ben' }, 's'),
  'thanks/not needed': (words) => thanksSentence(words, 'thanks.closed'),
  'thanks/form': (words) => thanksForm(words, {}),
  'thanks/form, filled': (words) => thanksForm(words, { teammate: 'ben', text }),
  'thanks/form, too long': (words) => thanksForm(words, { text: 'x'.repeat(281) }),
  'thanks/sent': (words) => thanksSentence(words, 'thanks.sent'),
  'thanks/command and errors': (words) => ({
    lines: {
      about: aboutThanks(words),
      nobody: thanksProblem(words, 'thanks.nobody'),
      oneself: thanksProblem(words, 'thanks.oneself'),
      outsider: thanksProblem(words, 'thanks.outsider'),
      empty: thanksProblem(words, 'thanks.empty'),
      'too long': tooLong(words, 10_000),
    },
  }),
  'thanks/data': (words) =>
    data([
      thanksRow(words, 'given', { at: monday, name: 'Ben', text }),
      thanksRow(words, 'received', { at: monday, name: undefined }),
    ]),
}
