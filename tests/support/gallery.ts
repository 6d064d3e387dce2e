import { asks } from './gallery/asks.ts'
import { blocks } from './gallery/blocks.ts'
import { checkIn } from './gallery/check-in.ts'
import { common } from './gallery/common.ts'
import type { Exhibits } from './gallery/exhibit.ts'
import { kindsOfHelp } from './gallery/help-kinds.ts'
import { offers } from './gallery/offers.ts'
import { schedules } from './gallery/schedules.ts'
import { settings } from './gallery/settings.ts'
import { support } from './gallery/support.ts'
import { thanks } from './gallery/thanks.ts'
import { welcome } from './gallery/welcome.ts'

/** All that Reachout can say. A text of the catalogue that nothing here shows fails golden.test.ts. */
export const gallery: Exhibits = {
  ...common,
  ...welcome,
  ...checkIn,
  ...asks,
  ...kindsOfHelp,
  ...schedules,
  ...settings,
  ...support,
  ...offers,
  ...thanks,
  ...blocks,
}
