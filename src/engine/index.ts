/** The engine's public face: the only file of this folder that adapters, features and main import. */
export * from './adapter.ts'
export * from './clock.ts'
export * from './feature.ts'
export * from './member.ts'
export { type Reason, reasons, type Status, statuses } from './outbox.ts'
export { checkQuietHours, isQuiet, type QuietProblem, quietUntil } from './quiet.ts'
export * from './rule.ts'
export * from './zone.ts'
