/** A form as a real `<form>` inside the page's dialog. Pure. The server's answer alone says what is wrong with a value. */
import { html } from 'hono/html'
import type { Field, FieldType, Option } from '../../../messages/message.ts'
import type { FormJson, MemberJson } from '../types.ts'
import type { Reader } from './reader.ts'
import { type Html, renderBlocks } from './render.ts'

type Control = (field: Field, attributes: Attributes, members: readonly MemberJson[]) => Html
/** What ties a control to its label, hint and error. */
type Attributes = { readonly id: string; readonly common: Html }

/** Above this many options a list is easier than a column of radio buttons. */
const RADIOS_AT_MOST = 6

/** Characters of a label beside which others find room. */
const SHORT_AT_MOST = 12

export const renderForm = (form: FormJson, members: readonly MemberJson[], reader: Reader): Html => {
  const others = members.filter(({ id }) => id !== reader.member.id)
  return html`<form data-form="${form.id}" novalidate>
    <h2 id="form-title">${form.title}</h2>
    ${renderBlocks(form.blocks ?? [], reader)}
    ${form.fields.map((field) => renderField(field, others))}
    <p class="status" role="alert" data-status></p>
    <p class="buttons"><button class="primary">${form.submit}</button>
      <button type="button" class="plain" data-cancel>Cancel</button></p>
  </form>`
}

const grouped = (field: Field): boolean =>
  field.type === 'choices' || field.type === 'people' || (field.type === 'choice' && !isLong(field))

const isLong = (field: Field): boolean => (field.options?.length ?? 0) > RADIOS_AT_MOST

const isShort = ({ options = [] }: Field): boolean => options.every(({ label }) => label.length <= SHORT_AT_MOST)

const renderField = (field: Field, members: readonly MemberJson[]): Html => {
  const id = `field-${field.name}`
  const described = `${field.hint ? `${id}-hint ` : ''}${id}-error`
  const common = html`name="${field.name}" aria-describedby="${described}"${field.required ? html` aria-required="true"` : ''}`
  const control = controls[field.type](field, { id, common }, members)
  const notes = html`${field.hint ? html`<p class="hint" id="${id}-hint">${field.hint}</p>` : ''}`
  const error = html`<p class="error" id="${id}-error" data-error="${field.name}" hidden></p>`
  const label = html`${field.label}${field.required ? '' : html` <small>optional</small>`}`
  if (field.type === 'toggle')
    return html`<div class="field" data-field="${field.name}" data-type="toggle"><label class="option">${control} <span>${field.label}</span></label>${notes}${error}</div>`
  return grouped(field)
    ? html`<fieldset class="field" id="${id}" data-field="${field.name}" data-type="${field.type}"${
        field.type === 'choice' && isShort(field) ? html` data-short` : ''
      } aria-describedby="${described}"><legend>${label}</legend>${notes}${control}${error}</fieldset>`
    : html`<div class="field" data-field="${field.name}" data-type="${field.type}"><label for="${id}">${label}</label>${notes}${control}${error}</div>`
}

const input =
  (kind: string): Control =>
  (field, { id, common }) =>
    html`<input id="${id}" type="${kind}" ${common} value="${typed(field)}" autocomplete="off">`

const controls: { readonly [T in FieldType]: Control } = {
  line: input('text'),
  date: input('date'),
  time: input('time'),
  text: (field, { id, common }) => html`<textarea id="${id}" ${common} rows="3">${typed(field)}</textarea>`,
  choice: (field, attributes) =>
    isLong(field)
      ? select(field, attributes, field.options ?? [])
      : html`${(field.options ?? []).map((option) => tick('radio', field, option))}`,
  choices: (field) => html`${(field.options ?? []).map((option) => tick('checkbox', field, option))}`,
  person: (field, attributes, members) => select(field, attributes, members.map(toOption)),
  people: (field, _, members) => html`${members.map(toOption).map((option) => tick('checkbox', field, option))}`,
  zone: (field, { id, common }) =>
    html`<input id="${id}" type="text" ${common} value="${typed(field)}" list="${id}-zones" autocomplete="off">
      <datalist id="${id}-zones">${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value="${zone}"></option>`)}</datalist>`,
  toggle: (field, { id, common }) =>
    html`<input id="${id}" type="checkbox" ${common}${field.value === true ? html` checked` : ''}>`,
}

const select = (field: Field, { id, common }: Attributes, options: readonly Option[]): Html =>
  html`<select id="${id}" ${common}><option value="">${field.required ? 'Choose' : field.type === 'person' ? 'Nobody in particular' : 'None'}</option>${options.map(
    (option) =>
      html`<option value="${option.value}"${isChosen(field, option.value) ? html` selected` : ''}>${option.label}</option>`,
  )}</select>`

const tick = (kind: 'radio' | 'checkbox', field: Field, option: Option): Html =>
  html`<label class="option"><input type="${kind}" name="${field.name}" value="${option.value}"${
    isChosen(field, option.value) ? html` checked` : ''
  }> <span>${option.label}</span></label>`

const isChosen = (field: Field, value: string): boolean =>
  Array.isArray(field.value) ? field.value.includes(value) : field.value === value

const typed = (field: Field): string => (typeof field.value === 'string' ? field.value : '')

const toOption = (member: MemberJson): Option => ({ value: member.id, label: member.name })
