import type { Suite } from './figures.ts'
import { memory } from './memory.ts'
import { quiet } from './quiet.ts'
import { replies } from './replies.ts'
import { starting } from './starting.ts'
import { delivering, planning } from './wave.ts'

export const suites: Readonly<Record<string, Suite>> = { quiet, planning, delivering, replies, starting, memory }
