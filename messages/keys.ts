// Generated from messages/en by `npm run words -- --write`. Do not edit.
export type Keys = {
  'common.admin-only': { params: {}; varied: false; plain: true }
  'common.failed': { params: {}; varied: false; plain: true }
  'common.not-served': { params: {}; varied: false; plain: true }
  'common.stale': { params: {}; varied: false; plain: true }
  'common.summary': { params: {}; varied: false; plain: true }
}
