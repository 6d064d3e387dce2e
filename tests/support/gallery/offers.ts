import { helpKinds } from '../../../messages/help-kinds.ts'
import {
  capacities,
  lowButtons,
  offeredRows,
  offersForm,
  offersLaterMessage,
  offersQuestion,
  offersRow,
  offersSavedMessage,
} from '../../../messages/offers.ts'
import { data, type Exhibits } from './exhibit.ts'

const all = { kinds: helpKinds, capacity: 5 }
const none = { kinds: [], capacity: 2 }

export const offers: Exhibits = {
  'offers/question': offersQuestion,
  'offers/not now': offersLaterMessage,
  'offers/form': (words) => offersForm(words, none),
  'offers/form, filled': (words) => offersForm(words, all),
  'offers/saved': (words) => offersSavedMessage(words, all),
  'offers/saved, none': (words) => offersSavedMessage(words, none),
  'offers/saved, no room': (words) => offersSavedMessage(words, { ...all, capacity: 0 }),
  'offers/settings': (words) => data([offersRow(words, all)]),
  'offers/settings, none': (words) => data([offersRow(words, none)]),
  'offers/data': (words) => data(capacities.flatMap((capacity) => offeredRows(words, { ...all, capacity }).slice(-1))),
  'offers/data, kinds': (words) => data(offeredRows(words, all)),
  'offers/after a low tap, and errors': (words) => ({
    lines: {
      ...Object.fromEntries(lowButtons(words, true).map(({ label, value = '' }) => [value, label])),
      kinds: words.label('offers.bad-kinds'),
      capacity: words.label('offers.bad-capacity'),
    },
  }),
}
