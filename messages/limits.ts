/**
 * The smaller of what Slack and Discord can show, in characters unless said otherwise. What stays within these
 * stays whole everywhere. Sources: docs.slack.dev/reference/block-kit and docs.discord.com/developers
 * (resources/message, components/reference), read in November 2026.
 */
export const limits = {
  /** Slack cuts a modal's title, submit and close at 24; Discord allows a title of 45. */
  formTitle: 24,
  submit: 24,
  /** Slack 75, Discord 80. */
  buttonLabel: 75,
  /** Slack allows 2,000; a Discord `custom_id` holds action, subject and value together in 100; a subject has 25. */
  buttonAction: 40,
  buttonValue: 30,
  /** Slack 3,000, Discord 512. */
  buttonUrl: 512,
  /** Discord shows 5 in a row and 5 rows in a message. Slack: 25 in a block. */
  buttonsInBlock: 5,
  buttonRows: 5,
  /** One text block: a Slack section holds 3,000; the whole Discord message counts as well, see below. */
  text: 2000,
  /** All characters of a message: Discord's content holds 2,000. */
  message: 2000,
  /** Slack: `text` beside blocks is the notification; both platforms' lock screens cut far earlier. */
  summary: 150,
  /** Slack 50 blocks a message. Discord counts components: 40 in all, buttons and their rows among them. */
  blocks: 40,
  /** Longer lists page. Also Slack's 10 fields in a section. */
  rows: 10,
  /** A Slack section field holds 2,000; a Discord embed field's name 256 and value 1,024. */
  rowLabel: 256,
  rowText: 1024,
  /** Discord: a modal has 1 to 5 components. */
  fields: 5,
  /** Discord's Label component: 45; Slack 2,000. */
  fieldLabel: 45,
  /** Discord's Label description: 100. */
  fieldHint: 100,
  /** Slack's plain_text_input: 3,000; Discord 4,000. */
  fieldValue: 3000,
  /** Slack 75, Discord 100. */
  optionLabel: 75,
  /** Slack 150, Discord 100. */
  optionValue: 100,
  /** A Discord select holds 25. Slack 100. */
  options: 25,
  /** A Discord radio or checkbox group takes at least 2 and both platforms at most 10. */
  choices: 10,
} as const

/** What a text of the catalogue is for, and so how long it may be. A YAML entry says it with `as`; default `text`. */
export const roles = {
  text: limits.text,
  summary: limits.summary,
  button: limits.buttonLabel,
  title: limits.formTitle,
  submit: limits.submit,
  field: limits.fieldLabel,
  hint: limits.fieldHint,
  option: limits.optionLabel,
  row: limits.rowLabel,
} as const

export type Role = keyof typeof roles
