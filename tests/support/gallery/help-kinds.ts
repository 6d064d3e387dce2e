import { helpKindLabel, helpKinds } from '../../../messages/help-kinds.ts'
import type { Exhibits } from './exhibit.ts'

export const kindsOfHelp: Exhibits = {
  'help-kinds/labels': (words) => ({
    lines: Object.fromEntries(helpKinds.map((kind) => [kind, helpKindLabel(words, kind)])),
  }),
}
