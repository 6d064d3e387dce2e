import { type Kind, kinds, type MessageKind } from '../../messages/kinds.ts'
import type { Adapter, Command, Id } from './adapter.ts'
import type { EngineOptions } from './engine.ts'
import type { Feature, View } from './feature.ts'
import { type Timing, timing } from './outbox.ts'

type Run<K extends 'actions' | 'forms'> = NonNullable<Feature[K]>[string]
export type CommandOf = NonNullable<Feature['commands']>[string]

/** The options, indexed once: who answers what. */
export type Parts = EngineOptions & {
  readonly timing: Timing
  /** This process's own name on the rows it claims. */
  readonly owner: Id
  readonly adapterOf: (platform: string) => Adapter
  readonly viewOf: (kind: Kind) => { readonly feature: Feature; readonly show: View }
  readonly commands: Readonly<Record<string, Command>>
  readonly command: (name: string) => Owned<CommandOf> | undefined
  readonly action: (name: string) => Owned<Run<'actions'>> | undefined
  readonly form: (name: string) => Owned<Run<'forms'>> | undefined
}

export type Owned<T> = { readonly feature: string; readonly run: T }

/** @throws Error when two features claim one name, or a kind of message has no view. */
export const toParts = (options: EngineOptions): Parts => {
  const adapters = new Map(options.adapters.map((adapter) => [adapter.platform, adapter]))
  const views = indexBy(options.features, (feature) => feature.views)
  const commands = indexBy(options.features, (feature) => feature.commands)
  const actions = indexBy(options.features, (feature) => feature.actions)
  const forms = indexBy(options.features, (feature) => feature.forms)
  return {
    ...options,
    timing: options.timing ?? timing,
    owner: options.chance.id(),
    adapterOf: (platform) => demand(adapters.get(platform), `no adapter speaks ${platform}`),
    viewOf: (kind) => {
      const view = demand(views.get(kind), `no feature shows ${kind}`)
      return { feature: view.feature, show: view.item as View }
    },
    commands: Object.fromEntries([...commands].map(([name, { item }]) => [name, item])),
    command: (name) => owned(commands.get(name)),
    action: (name) => owned(actions.get(name)),
    form: (name) => owned(forms.get(name)),
  }
}

export const kindOf = (view: string): MessageKind => demand(kinds[view as Kind], `${view} stands in no table`)

type Found<T> = { readonly feature: Feature; readonly item: T }

const indexBy = <T>(
  features: readonly Feature[],
  pick: (feature: Feature) => Readonly<Record<string, T>> | undefined,
): Map<string, Found<T>> => {
  const found = new Map<string, Found<T>>()
  for (const feature of features) {
    for (const [name, item] of Object.entries(pick(feature) ?? {})) {
      const other = found.get(name)
      if (other) throw new Error(`both ${other.feature.name} and ${feature.name} claim ${name}`)
      found.set(name, { feature, item })
    }
  }
  return found
}

const owned = <T>(found: Found<T> | undefined): Owned<T> | undefined =>
  found && { feature: found.feature.name, run: found.item }

const demand = <T>(value: T | undefined, problem: string): T => {
  if (value === undefined) throw new Error(problem)
  return value
}
