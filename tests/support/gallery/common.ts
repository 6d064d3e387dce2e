import { adminOnlyMessage, failedMessage, notServedMessage, staleMessage } from '../../../messages/common.ts'
import { aboutCommand, helpMessage } from '../../../messages/help.ts'
import type { Exhibits } from './exhibit.ts'

export const common: Exhibits = {
  'common/stale': staleMessage,
  'common/failed': failedMessage,
  'common/admin-only': adminOnlyMessage,
  'common/not-served': notServedMessage,
  'help/member': (words) => helpMessage(words, { outside: false, admin: false }),
  'help/outside': (words) => helpMessage(words, { outside: true, admin: false }),
  'help/admin': (words) => helpMessage(words, { outside: false, admin: true }),
  'help/commands': (words) => ({
    lines: {
      help: aboutCommand(words, 'help'),
      settings: aboutCommand(words, 'settings'),
      pause: aboutCommand(words, 'pause'),
      stop: aboutCommand(words, 'stop'),
    },
  }),
}
