export const statuses = ['planned', 'sending', 'sent', 'skipped', 'failed', 'uncertain'] as const
export type Status = (typeof statuses)[number]

export const reasons = [
  'budget',
  'paused',
  'too-late',
  'left',
  'backed-off',
  'capacity',
  'blocked',
  'withdrawn',
  'unreachable',
  'rejected',
  'forbidden',
  'held',
] as const
export type Reason = (typeof reasons)[number]
