import type { Feature } from './engine/index.ts'
import { createAsks } from './features/asks/index.ts'
import { createBlocks } from './features/blocks/index.ts'
import { createCheckIns } from './features/check-ins/index.ts'
import { createMembers } from './features/members/index.ts'
import { createOffers } from './features/offers/index.ts'
import { createPreferences } from './features/preferences/index.ts'
import { createSchedules } from './features/schedules/index.ts'
import { besideCard } from './features/support/beside.ts'
import { createSupport } from './features/support/index.ts'
import { createThanks } from './features/thanks/index.ts'

/**
 * Everything Reachout does. What one feature needs of another is handed over here. The order is the order in which
 * typed words are offered: support looks for a crisis before anything else, and beside what is written into forms.
 */
export const createFeatures = (): readonly Feature[] => {
  const support = createSupport()
  const beside = (feature: Feature) => besideCard(feature, support.notice)
  const offers = createOffers()
  const blocks = createBlocks({
    causedBy: async (db, subject) => (await asks.causedBy(db, subject)) ?? thanks.causedBy(db, subject),
    isNamed: (db, subject) => asks.isNamed(db, subject),
  })
  const { isBlocked, knowsBlocked, firstContact } = blocks
  const thanks = createThanks({ isBlocked, firstContact })
  const { offering, counts } = offers
  const asks = createAsks({
    offering,
    counts,
    isBlocked,
    knowsBlocked,
    firstContact,
    thanksWindow: thanks.thanksWindow,
  })
  const checkIns = createCheckIns({ offers: offers.afterLow })
  const schedules = createSchedules({ kinds: { 'check-in': checkIns.occur } })
  return [
    support,
    createMembers({ firstHello: schedules.firstHello, afterJoin: offers.question }),
    createPreferences({ parts: [asks.settings, offers.settings, blocks.settings] }),
    schedules,
    beside(checkIns),
    offers,
    beside(asks),
    beside(thanks),
    blocks,
  ]
}
