import type { Card } from '../../../messages/support.ts'
import { resolveLocal } from '../../engine/index.ts'
import { type Directory, findHelp } from './directory.ts'

export type Asked = {
  readonly workspace: string
  readonly programme: string | undefined
  readonly zone: string
  /** Epoch ms. */
  readonly now: number
}

/** What this person is shown: their organisation's own, then what is fresh for their zone, and always the directory. */
export const cardFor = (directory: Directory, { workspace, programme, zone, now }: Asked): Card => {
  const { country, emergency, line, international, read } = findHelp(directory, zone, now)
  return {
    workspace,
    international,
    checked: resolveLocal(read, '12:00', zone),
    ...(programme !== undefined && { programme }),
    ...(emergency && { emergency: emergency.number }),
    ...(line &&
      country !== undefined && {
        line: {
          country,
          name: line.name,
          call: line.call,
          text: line.text ?? false,
          always: line.always ?? false,
          free: line.free ?? false,
          ...(line.site !== undefined && { site: line.site }),
        },
      }),
  }
}
