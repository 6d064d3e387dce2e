import {
  erasedMessage,
  invitedMessage,
  inviteForm,
  inviteMessage,
  joinedMessage,
  leftMessage,
  privacyMessage,
  restMessage,
  sampleMessage,
} from '../../../messages/welcome.ts'
import { ada, type Exhibits, monday } from './exhibit.ts'

export const welcome: Exhibits = {
  'welcome/invite': (words) => inviteMessage(words, { who: ada, admin: 'Dana', workspace: 'Harbour' }),
  'welcome/invite, unsigned': (words) => inviteMessage(words, { who: ada, workspace: 'Harbour' }),
  'welcome/joined': (words) => joinedMessage(words, monday),
  'welcome/joined, undated': (words) => joinedMessage(words, undefined),
  'welcome/rest': restMessage,
  'welcome/sample': (words) => sampleMessage(words, ada, true),
  'welcome/sample, joined': (words) => sampleMessage(words, ada, false),
  'welcome/privacy': (words) => privacyMessage(words, true),
  'welcome/privacy, joined': (words) => privacyMessage(words, false),
  'welcome/left': (words) => leftMessage(words, false),
  'welcome/left again': (words) => leftMessage(words, true),
  'welcome/erased': erasedMessage,
  'welcome/invite form': inviteForm,
  'welcome/invited': invitedMessage,
  'welcome/errors': (words) => ({ lines: { nobody: words.label('invite.nobody') } }),
}
