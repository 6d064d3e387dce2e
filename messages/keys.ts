// Generated from messages/en by `npm run words -- --write`. Do not edit.
export type Keys = {
  'ask.about': { params: {}; varied: false; plain: true }
  'ask.accepted': { params: { asker: 'person' }; varied: false; plain: true }
  'ask.again-sent': { params: { when: 'time'; time: 'time' }; varied: false; plain: false }
  'ask.agreed-already': { params: {}; varied: false; plain: true }
  'ask.avoid': { params: {}; varied: false; plain: true }
  'ask.avoid-hint': { params: { limit: 'number' }; varied: false; plain: true }
  'ask.avoid-intro': { params: {}; varied: false; plain: true }
  'ask.avoid-many': { params: { limit: 'number' }; varied: false; plain: true }
  'ask.avoid-people': { params: {}; varied: false; plain: true }
  'ask.avoid-save': { params: {}; varied: false; plain: true }
  'ask.avoid-saved': { params: {}; varied: false; plain: true }
  'ask.avoid-title': { params: {}; varied: false; plain: true }
  'ask.back-out': { params: {}; varied: false; plain: true }
  'ask.backed-out': { params: { time: 'time' }; varied: false; plain: false }
  'ask.backed-out-rest': { params: {}; varied: false; plain: true }
  'ask.backed-out-since': { params: {}; varied: false; plain: true }
  'ask.change-room': { params: {}; varied: false; plain: true }
  'ask.close': { params: {}; varied: false; plain: true }
  'ask.closed': { params: {}; varied: false; plain: true }
  'ask.closed-in-time': { params: {}; varied: false; plain: true }
  'ask.conversation': { params: {}; varied: false; plain: true }
  'ask.copy': { params: {}; varied: false; plain: true }
  'ask.copy-intro': { params: {}; varied: false; plain: true }
  'ask.data-answer': { params: { answer: 'text' }; varied: false; plain: true }
  'ask.data-asked': { params: {}; varied: false; plain: true }
  'ask.data-avoided': { params: {}; varied: false; plain: true }
  'ask.data-draft': { params: {}; varied: false; plain: true }
  'ask.data-own': { params: {}; varied: false; plain: true }
  'ask.data-stands': { params: { how: 'text' }; varied: false; plain: true }
  'ask.enough-today': { params: { count: 'number' }; varied: false; plain: true }
  'ask.find-someone': { params: {}; varied: false; plain: true }
  'ask.follow-up': { params: { helper: 'person' }; varied: true; plain: true }
  'ask.form-kind': { params: {}; varied: false; plain: true }
  'ask.form-minutes': { params: {}; varied: false; plain: true }
  'ask.form-teammate': { params: {}; varied: false; plain: true }
  'ask.form-teammate-alone': { params: {}; varied: false; plain: true }
  'ask.form-teammate-hint': { params: {}; varied: false; plain: true }
  'ask.form-teammate-one': { params: {}; varied: false; plain: true }
  'ask.form-teammate-small': { params: {}; varied: false; plain: true }
  'ask.form-text': { params: {}; varied: false; plain: true }
  'ask.form-text-hint': { params: {}; varied: false; plain: true }
  'ask.form-title': { params: {}; varied: false; plain: true }
  'ask.form-widen': { params: {}; varied: false; plain: true }
  'ask.full': { params: { count: 'number'; day: 'time' }; varied: false; plain: false }
  'ask.happy': { params: {}; varied: false; plain: true }
  'ask.helped': { params: {}; varied: false; plain: true }
  'ask.helper-connect': { params: {}; varied: true; plain: true }
  'ask.helper-fresh-eyes': { params: {}; varied: true; plain: true }
  'ask.helper-goal': { params: {}; varied: true; plain: true }
  'ask.helper-kind': { params: { kind: 'text'; minutes: 'number' }; varied: false; plain: true }
  'ask.helper-learn': { params: {}; varied: true; plain: true }
  'ask.helper-listener': { params: {}; varied: true; plain: true }
  'ask.helper-name': { params: { asker: 'person' }; varied: false; plain: true }
  'ask.helper-named': { params: { asker: 'person' }; varied: true; plain: true }
  'ask.helper-reveal': { params: {}; varied: false; plain: true }
  'ask.helper-size': { params: { minutes: 'number' }; varied: false; plain: true }
  'ask.helper-small': { params: {}; varied: false; plain: true }
  'ask.helper-summary': { params: {}; varied: false; plain: true }
  'ask.helper-summary-named': { params: { asker: 'person' }; varied: false; plain: true }
  'ask.later': { params: {}; varied: false; plain: true }
  'ask.later-hour': { params: {}; varied: false; plain: true }
  'ask.later-morning': { params: {}; varied: false; plain: true }
  'ask.later-over': { params: {}; varied: false; plain: true }
  'ask.later-three-hours': { params: {}; varied: false; plain: true }
  'ask.later-when': { params: {}; varied: false; plain: true }
  'ask.mine': { params: {}; varied: false; plain: true }
  'ask.mine-limits': { params: { open: 'number'; day: 'number' }; varied: false; plain: true }
  'ask.mine-matched': { params: { when: 'time' }; varied: false; plain: false }
  'ask.mine-next': { params: {}; varied: false; plain: true }
  'ask.mine-none': { params: {}; varied: false; plain: true }
  'ask.mine-of': { params: { at: 'number'; all: 'number' }; varied: false; plain: true }
  'ask.mine-open': { params: { when: 'time'; time: 'time' }; varied: false; plain: false }
  'ask.mine-planned': { params: { when: 'time'; time: 'time' }; varied: false; plain: false }
  'ask.nobody': { params: {}; varied: false; plain: true }
  'ask.not-now': { params: {}; varied: false; plain: true }
  'ask.not-talked': { params: {}; varied: false; plain: true }
  'ask.not-talked-again': { params: { time: 'time' }; varied: false; plain: false }
  'ask.not-talked-last': { params: { time: 'time' }; varied: false; plain: false }
  'ask.noted': { params: {}; varied: false; plain: true }
  'ask.one-person': { params: {}; varied: false; plain: true }
  'ask.pick-one': { params: {}; varied: false; plain: true }
  'ask.quote': { params: { words: 'text' }; varied: false; plain: true }
  'ask.reminder-set': { params: { time: 'time' }; varied: false; plain: false }
  'ask.rest': { params: {}; varied: false; plain: true }
  'ask.row': { params: {}; varied: false; plain: true }
  'ask.row-text': { params: { count: 'number' }; varied: false; plain: true }
  'ask.send': { params: {}; varied: false; plain: true }
  'ask.sent': { params: { time: 'time' }; varied: false; plain: false }
  'ask.sent-nights': { params: { time: 'time' }; varied: false; plain: false }
  'ask.sent-weekends': { params: { time: 'time' }; varied: false; plain: false }
  'ask.size': { params: { minutes: 'number' }; varied: false; plain: true }
  'ask.still-need': { params: {}; varied: false; plain: true }
  'ask.still-need-sent': { params: { time: 'time' }; varied: false; plain: false }
  'ask.summary': { params: {}; varied: false; plain: true }
  'ask.take-back': { params: {}; varied: false; plain: true }
  'ask.taken': { params: {}; varied: false; plain: true }
  'ask.taken-back': { params: {}; varied: false; plain: true }
  'ask.teammate-missing': { params: {}; varied: false; plain: true }
  'ask.teammate-open': { params: {}; varied: false; plain: true }
  'ask.teammate-outsider': { params: {}; varied: false; plain: true }
  'ask.teammate-self': { params: {}; varied: false; plain: true }
  'ask.teammate-unheard': { params: {}; varied: false; plain: true }
  'ask.teammate-unknown': { params: {}; varied: false; plain: true }
  'ask.text-long': { params: { limit: 'number'; length: 'number' }; varied: false; plain: true }
  'ask.text-missing': { params: {}; varied: false; plain: true }
  'ask.tomorrow': { params: {}; varied: false; plain: true }
  'ask.two-open': { params: { count: 'number' }; varied: false; plain: true }
  'ask.why-named': { params: {}; varied: false; plain: true }
  'ask.why-offered': { params: {}; varied: false; plain: true }
  'ask.why-reminder': { params: {}; varied: false; plain: true }
  'ask.widened': { params: { time: 'time' }; varied: false; plain: false }
  'ask.yes': { params: { helper: 'person' }; varied: true; plain: true }
  'ask.yes-over': { params: {}; varied: false; plain: true }
  'blocks.added': { params: {}; varied: false; plain: true }
  'blocks.data': { params: {}; varied: false; plain: true }
  'blocks.list': { params: {}; varied: false; plain: false }
  'blocks.list-button': { params: {}; varied: false; plain: true }
  'blocks.list-none': { params: {}; varied: false; plain: true }
  'blocks.more': { params: {}; varied: false; plain: true }
  'blocks.nobody-now': { params: {}; varied: false; plain: true }
  'blocks.not-from': { params: {}; varied: false; plain: true }
  'blocks.put-away': { params: {}; varied: false; plain: true }
  'blocks.since': { params: { date: 'time' }; varied: false; plain: false }
  'blocks.summary': { params: {}; varied: false; plain: true }
  'blocks.undo': { params: { name: 'text' }; varied: false; plain: true }
  'blocks.undo-unseen': { params: { at: 'number' }; varied: false; plain: true }
  'blocks.unseen': { params: { at: 'number' }; varied: false; plain: true }
  'blocks.whom': { params: {}; varied: false; plain: true }
  'blocks.whom-admin': { params: {}; varied: false; plain: true }
  'blocks.whom-admin-label': { params: {}; varied: false; plain: true }
  'blocks.whom-keep': { params: {}; varied: false; plain: true }
  'blocks.whom-keep-label': { params: {}; varied: false; plain: true }
  'blocks.whom-programme': { params: {}; varied: false; plain: true }
  'blocks.whom-programme-label': { params: {}; varied: false; plain: true }
  'blocks.wrong': { params: {}; varied: false; plain: true }
  'check-in.all-right': { params: {}; varied: false; plain: true }
  'check-in.answer-missing': { params: {}; varied: false; plain: true }
  'check-in.ask': { params: { who: 'person' }; varied: true; plain: true }
  'check-in.change': { params: {}; varied: false; plain: true }
  'check-in.data-hello': { params: {}; varied: false; plain: true }
  'check-in.data-pace': { params: {}; varied: false; plain: true }
  'check-in.data-resting': { params: {}; varied: false; plain: true }
  'check-in.data-weeks': { params: { weeks: 'number' }; varied: false; plain: true }
  'check-in.enough': { params: {}; varied: false; plain: true }
  'check-in.form-answer': { params: {}; varied: false; plain: true }
  'check-in.form-note': { params: {}; varied: false; plain: true }
  'check-in.form-note-hint': { params: { days: 'number' }; varied: false; plain: true }
  'check-in.form-save': { params: {}; varied: false; plain: true }
  'check-in.form-title': { params: {}; varied: false; plain: true }
  'check-in.hand': { params: {}; varied: false; plain: true }
  'check-in.hard': { params: {}; varied: false; plain: true }
  'check-in.low': { params: {}; varied: false; plain: true }
  'check-in.low-closed': { params: {}; varied: false; plain: true }
  'check-in.more': { params: {}; varied: false; plain: true }
  'check-in.note-none': { params: {}; varied: false; plain: true }
  'check-in.note-title': { params: {}; varied: false; plain: true }
  'check-in.note-too-long': { params: { limit: 'number'; length: 'number' }; varied: false; plain: true }
  'check-in.noted': { params: {}; varied: false; plain: true }
  'check-in.rough': { params: {}; varied: false; plain: true }
  'check-in.saved': { params: {}; varied: false; plain: true }
  'check-in.skip-next': { params: {}; varied: false; plain: true }
  'check-in.skipped': { params: {}; varied: false; plain: true }
  'check-in.small': { params: { day: 'text'; budget: 'number' }; varied: false; plain: true }
  'check-in.still': { params: { who: 'person' }; varied: false; plain: true }
  'check-in.summary': { params: {}; varied: false; plain: true }
  'check-in.well': { params: {}; varied: false; plain: true }
  'check-in.why': { params: { day: 'text' }; varied: false; plain: true }
  'common.admin-only': { params: {}; varied: false; plain: true }
  'common.failed': { params: {}; varied: false; plain: true }
  'common.not-served': { params: {}; varied: false; plain: true }
  'common.stale': { params: {}; varied: false; plain: true }
  'common.summary': { params: {}; varied: false; plain: true }
  'data.admin': { params: {}; varied: false; plain: true }
  'data.erase': { params: {}; varied: false; plain: true }
  'data.erase-ask': { params: {}; varied: false; plain: true }
  'data.erase-yes': { params: {}; varied: false; plain: true }
  'data.intro': { params: {}; varied: false; plain: false }
  'data.invitation': { params: {}; varied: false; plain: true }
  'data.invitation-rests': { params: {}; varied: false; plain: true }
  'data.invited': { params: {}; varied: false; plain: true }
  'data.joined': { params: {}; varied: false; plain: true }
  'data.keep': { params: {}; varied: false; plain: true }
  'data.locale': { params: {}; varied: false; plain: true }
  'data.more': { params: {}; varied: false; plain: true }
  'data.name': { params: {}; varied: false; plain: true }
  'data.no': { params: {}; varied: false; plain: true }
  'data.nothing': { params: {}; varied: false; plain: false }
  'data.page': { params: { page: 'number'; pages: 'number' }; varied: false; plain: true }
  'data.paused': { params: {}; varied: false; plain: true }
  'data.standing': { params: {}; varied: false; plain: true }
  'data.standing-is': { params: { standing: 'text' }; varied: false; plain: true }
  'data.unreachable': { params: {}; varied: false; plain: true }
  'data.yes': { params: {}; varied: false; plain: true }
  'data.zone': { params: {}; varied: false; plain: true }
  'data.zone-set': { params: {}; varied: false; plain: true }
  'help-kind.connect': { params: {}; varied: false; plain: true }
  'help-kind.fresh-eyes': { params: {}; varied: false; plain: true }
  'help-kind.goal': { params: {}; varied: false; plain: true }
  'help-kind.learn': { params: {}; varied: false; plain: true }
  'help-kind.listener': { params: {}; varied: false; plain: true }
  'help.about-help': { params: {}; varied: false; plain: true }
  'help.about-pause': { params: {}; varied: false; plain: true }
  'help.about-settings': { params: {}; varied: false; plain: true }
  'help.about-stop': { params: {}; varied: false; plain: true }
  'help.admin': { params: { command: 'command' }; varied: false; plain: false }
  'help.admin-label': { params: {}; varied: false; plain: true }
  'help.ask': { params: { command: 'command' }; varied: false; plain: false }
  'help.ask-label': { params: {}; varied: false; plain: true }
  'help.help': { params: { command: 'command' }; varied: false; plain: false }
  'help.help-label': { params: {}; varied: false; plain: true }
  'help.intro': { params: {}; varied: false; plain: true }
  'help.pause': { params: { command: 'command' }; varied: false; plain: false }
  'help.pause-label': { params: {}; varied: false; plain: true }
  'help.settings': { params: { command: 'command' }; varied: false; plain: false }
  'help.settings-label': { params: {}; varied: false; plain: true }
  'help.stop': { params: { command: 'command' }; varied: false; plain: false }
  'help.stop-label': { params: {}; varied: false; plain: true }
  'help.summary': { params: {}; varied: false; plain: true }
  'help.thanks': { params: { command: 'command' }; varied: false; plain: false }
  'help.thanks-label': { params: {}; varied: false; plain: true }
  'invite.done': { params: {}; varied: false; plain: true }
  'invite.intro': { params: {}; varied: false; plain: true }
  'invite.nobody': { params: {}; varied: false; plain: true }
  'invite.people': { params: {}; varied: false; plain: true }
  'invite.submit': { params: {}; varied: false; plain: true }
  'invite.title': { params: {}; varied: false; plain: true }
  'leave.already': { params: {}; varied: false; plain: true }
  'leave.done': { params: {}; varied: false; plain: true }
  'leave.erase': { params: {}; varied: false; plain: true }
  'leave.erased': { params: {}; varied: false; plain: true }
  'offers.bad-capacity': { params: {}; varied: false; plain: true }
  'offers.bad-kinds': { params: {}; varied: false; plain: true }
  'offers.capacity': { params: {}; varied: false; plain: true }
  'offers.capacity-hint': { params: {}; varied: false; plain: true }
  'offers.capacity-is': { params: { count: 'number' }; varied: false; plain: true }
  'offers.data': { params: {}; varied: false; plain: true }
  'offers.data-capacity': { params: {}; varied: false; plain: true }
  'offers.intro': { params: {}; varied: false; plain: true }
  'offers.kinds': { params: {}; varied: false; plain: true }
  'offers.kinds-hint': { params: {}; varied: false; plain: true }
  'offers.later': { params: {}; varied: false; plain: true }
  'offers.not-now': { params: {}; varied: false; plain: true }
  'offers.open': { params: {}; varied: false; plain: true }
  'offers.question': { params: {}; varied: false; plain: true }
  'offers.row': { params: { kinds: 'text'; capacity: 'text' }; varied: false; plain: true }
  'offers.row-none': { params: {}; varied: false; plain: true }
  'offers.saved': { params: {}; varied: false; plain: true }
  'offers.saved-none': { params: {}; varied: false; plain: true }
  'offers.submit': { params: {}; varied: false; plain: true }
  'offers.summary': { params: {}; varied: false; plain: true }
  'offers.title': { params: {}; varied: false; plain: true }
  'offers.work': { params: {}; varied: false; plain: true }
  'pause.ask': { params: {}; varied: false; plain: true }
  'pause.bad-date': { params: { example: 'text' }; varied: false; plain: true }
  'pause.done': { params: { until: 'time' }; varied: false; plain: false }
  'pause.field': { params: {}; varied: false; plain: true }
  'pause.fortnight': { params: {}; varied: false; plain: true }
  'pause.over': { params: {}; varied: false; plain: true }
  'pause.submit': { params: {}; varied: false; plain: true }
  'pause.until': { params: {}; varied: false; plain: true }
  'pause.week': { params: {}; varied: false; plain: true }
  'schedules.about-admin': { params: {}; varied: false; plain: true }
  'schedules.bad-day': { params: {}; varied: false; plain: true }
  'schedules.bad-time': { params: {}; varied: false; plain: true }
  'schedules.change': { params: {}; varied: false; plain: true }
  'schedules.current': { params: { when: 'text' }; varied: false; plain: false }
  'schedules.data': { params: {}; varied: false; plain: true }
  'schedules.day': { params: { day: 'text' }; varied: false; plain: true }
  'schedules.form-day': { params: {}; varied: false; plain: true }
  'schedules.form-save': { params: {}; varied: false; plain: true }
  'schedules.form-time': { params: {}; varied: false; plain: true }
  'schedules.form-time-hint': { params: { from: 'text'; to: 'text' }; varied: false; plain: true }
  'schedules.form-title': { params: {}; varied: false; plain: true }
  'schedules.invite': { params: {}; varied: false; plain: true }
  'schedules.make': { params: {}; varied: false; plain: true }
  'schedules.none': { params: {}; varied: false; plain: false }
  'schedules.on-day': { params: { day: 'text' }; varied: false; plain: true }
  'schedules.pause': { params: {}; varied: false; plain: true }
  'schedules.pause-done': { params: {}; varied: false; plain: true }
  'schedules.paused': { params: { when: 'text' }; varied: false; plain: false }
  'schedules.programme': { params: {}; varied: false; plain: true }
  'schedules.promise': { params: {}; varied: false; plain: true }
  'schedules.quiet-day': { params: {}; varied: false; plain: true }
  'schedules.quiet-time': { params: { from: 'text'; to: 'text'; weekends: 'text' }; varied: false; plain: true }
  'schedules.saved': { params: {}; varied: false; plain: true }
  'schedules.start': { params: {}; varied: false; plain: true }
  'schedules.start-done': { params: {}; varied: false; plain: true }
  'schedules.summary': { params: {}; varied: false; plain: true }
  'schedules.when': { params: { day: 'text'; time: 'text' }; varied: false; plain: true }
  'settings.data': { params: {}; varied: false; plain: true }
  'settings.hello': { params: {}; varied: false; plain: true }
  'settings.intro': { params: {}; varied: false; plain: false }
  'settings.intro-outside': { params: {}; varied: false; plain: false }
  'settings.leave': { params: {}; varied: false; plain: true }
  'settings.on': { params: {}; varied: false; plain: true }
  'settings.pause': { params: {}; varied: false; plain: true }
  'settings.paused': { params: { until: 'time' }; varied: false; plain: false }
  'settings.resume': { params: {}; varied: false; plain: true }
  'settings.summary': { params: {}; varied: false; plain: true }
  'settings.zone': { params: {}; varied: false; plain: true }
  'settings.zone-guessed': { params: { zone: 'text' }; varied: false; plain: true }
  'support.always': { params: {}; varied: false; plain: true }
  'support.button': { params: {}; varied: false; plain: true }
  'support.call': { params: { name: 'text'; number: 'text' }; varied: false; plain: false }
  'support.call-or-text': { params: { name: 'text'; number: 'text' }; varied: false; plain: false }
  'support.checked': { params: { date: 'time' }; varied: false; plain: false }
  'support.danger': { params: {}; varied: false; plain: true }
  'support.directory': { params: { link: 'link' }; varied: false; plain: false }
  'support.elsewhere': { params: {}; varied: false; plain: true }
  'support.emergency': { params: { number: 'text' }; varied: false; plain: true }
  'support.emergency-local': { params: {}; varied: false; plain: true }
  'support.free': { params: {}; varied: false; plain: true }
  'support.guessed': { params: {}; varied: false; plain: true }
  'support.in': { params: { country: 'text' }; varied: false; plain: true }
  'support.intro': { params: {}; varied: false; plain: false }
  'support.own': { params: { workspace: 'text' }; varied: false; plain: true }
  'support.programme-done': { params: {}; varied: false; plain: true }
  'support.programme-field': { params: {}; varied: false; plain: true }
  'support.programme-hint': { params: {}; varied: false; plain: true }
  'support.programme-intro': { params: {}; varied: false; plain: true }
  'support.programme-long': { params: { most: 'number' }; varied: false; plain: true }
  'support.programme-submit': { params: {}; varied: false; plain: true }
  'support.programme-title': { params: {}; varied: false; plain: true }
  'support.summary': { params: {}; varied: false; plain: true }
  'thanks.about': { params: {}; varied: false; plain: true }
  'thanks.closed': { params: {}; varied: false; plain: true }
  'thanks.constant': { params: {}; varied: false; plain: true }
  'thanks.data-given': { params: {}; varied: false; plain: true }
  'thanks.data-received': { params: {}; varied: false; plain: true }
  'thanks.data-someone': { params: {}; varied: false; plain: true }
  'thanks.empty': { params: {}; varied: false; plain: true }
  'thanks.given': { params: { giver: 'person' }; varied: true; plain: true }
  'thanks.intro': { params: {}; varied: false; plain: true }
  'thanks.nobody': { params: {}; varied: false; plain: true }
  'thanks.not-needed': { params: {}; varied: false; plain: true }
  'thanks.offer': { params: { helper: 'person' }; varied: false; plain: true }
  'thanks.oneself': { params: {}; varied: false; plain: true }
  'thanks.outsider': { params: {}; varied: false; plain: true }
  'thanks.own-words': { params: {}; varied: false; plain: true }
  'thanks.quick': { params: {}; varied: false; plain: true }
  'thanks.quote': { params: { words: 'text' }; varied: false; plain: true }
  'thanks.sent': { params: {}; varied: false; plain: true }
  'thanks.submit': { params: {}; varied: false; plain: true }
  'thanks.summary': { params: {}; varied: false; plain: true }
  'thanks.teammate': { params: {}; varied: false; plain: true }
  'thanks.text': { params: {}; varied: false; plain: true }
  'thanks.text-hint': { params: { limit: 'number' }; varied: false; plain: true }
  'thanks.title': { params: {}; varied: false; plain: true }
  'thanks.too-long': { params: { limit: 'number'; length: 'number' }; varied: false; plain: true }
  'thanks.why': { params: { giver: 'person' }; varied: false; plain: true }
  'typed.ask': { params: {}; varied: false; plain: true }
  'typed.crisis': { params: {}; varied: false; plain: true }
  'typed.crisis-limits': { params: {}; varied: false; plain: true }
  'typed.keep': { params: {}; varied: false; plain: true }
  'typed.summary': { params: {}; varied: false; plain: true }
  'typed.unasked': { params: {}; varied: false; plain: true }
  'welcome.decline': { params: {}; varied: false; plain: true }
  'welcome.invite': { params: { who: 'person'; admin: 'text'; workspace: 'text' }; varied: false; plain: true }
  'welcome.invite-unsigned': { params: { who: 'person'; workspace: 'text' }; varied: false; plain: true }
  'welcome.join': { params: {}; varied: false; plain: true }
  'welcome.joined': { params: { when: 'time' }; varied: false; plain: false }
  'welcome.joined-undated': { params: {}; varied: false; plain: true }
  'welcome.limits': { params: {}; varied: false; plain: true }
  'welcome.privacy': { params: {}; varied: false; plain: true }
  'welcome.promise': { params: {}; varied: false; plain: false }
  'welcome.rest': { params: { settings: 'command' }; varied: false; plain: false }
  'welcome.sample': { params: {}; varied: false; plain: true }
  'welcome.sample-ask': { params: { who: 'person' }; varied: false; plain: true }
  'welcome.sample-asks': { params: {}; varied: false; plain: true }
  'welcome.sample-noted': { params: {}; varied: false; plain: true }
  'welcome.sample-tap': { params: {}; varied: false; plain: true }
  'welcome.sample-taps': { params: {}; varied: false; plain: true }
  'welcome.sample-then': { params: {}; varied: false; plain: true }
  'welcome.settings': { params: {}; varied: false; plain: true }
  'welcome.show': { params: {}; varied: false; plain: true }
  'welcome.summary': { params: {}; varied: false; plain: true }
  'welcome.what-operator': { params: {}; varied: false; plain: true }
  'welcome.what-others': { params: {}; varied: false; plain: true }
  'welcome.what-platform': { params: {}; varied: false; plain: true }
  'welcome.what-you': { params: { settings: 'command' }; varied: false; plain: false }
  'welcome.who-operator': { params: {}; varied: false; plain: true }
  'welcome.who-others': { params: {}; varied: false; plain: true }
  'welcome.who-platform': { params: {}; varied: false; plain: true }
  'welcome.who-sees': { params: {}; varied: false; plain: false }
  'welcome.who-you': { params: {}; varied: false; plain: true }
  'zone.done': { params: { zone: 'text' }; varied: false; plain: true }
  'zone.hint': { params: {}; varied: false; plain: true }
  'zone.submit': { params: {}; varied: false; plain: true }
  'zone.title': { params: {}; varied: false; plain: true }
  'zone.unknown': { params: {}; varied: false; plain: true }
}
