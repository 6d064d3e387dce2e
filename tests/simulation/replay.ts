import type { Chance, Context, Feature } from '../../src/engine/index.ts'

type Say = Parameters<Context['say']>

/**
 * A timer may fire again, as after a restore: its deliveries are planned a second time with the same keys.
 * `keyless` takes the keys' effect away.
 */
export const replaying =
  (chance: Chance, perMille: () => number, keyless: boolean) =>
  (feature: Feature): Feature => {
    if (!feature.timers) return feature
    const timers = Object.entries(feature.timers).map(([kind, run]): [string, typeof run] => [
      kind,
      async (c, due) => {
        const said: Say[] = []
        await run({ ...c, say: (...say) => said.push(say) }, due)
        const again = chance.below(1_000) < perMille()
        for (const say of again ? [...said, ...said] : said) c.say(...(keyless ? unkeyed(say, chance) : say))
      },
    ])
    return { ...feature, timers: Object.fromEntries(timers) }
  }

const unkeyed = ([to, view, subject, how]: Say, chance: Chance): Say => [
  to,
  view,
  subject,
  { ...how, key: `${how.key} ${chance.id()}` },
]
