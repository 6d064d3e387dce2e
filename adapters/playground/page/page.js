/** Carries what a person does to the JSON API and shows what the server draws. It knows no markup of messages. */

const as = document.body.dataset.as
const member = `/api/playground/members/${encodeURIComponent(as)}`
/** Whom the person talks with, instead of with Reachout. */
const other = document.body.dataset.with
const talk = `${member}/conversations/${encodeURIComponent(other)}`
const byId = (id) => document.getElementById(id)
const messages = byId('messages')
const composer = byId('composer')
const line = byId('line')
const dialog = byId('window')
const statusLine = byId('status')

const underWay = new Set()
let last = Promise.resolve()
let shownAt = byId('now').querySelector('time').dateTime
/** What had the focus when the dialog opened. */
let opener

// --- talking to the server ------------------------------------------------------------------------------------------

const post = async (path, body) => {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
  if (response.ok) return response
  const problem = await response.json().catch(() => undefined)
  throw new Error(problem?.error?.message ?? 'The playground could not do that.')
}

const act = async (path, body) => (await post(path, body)).json()

const draw = async (what, json) => parse(await (await post(`/page/${what}?as=${encodeURIComponent(as)}`, json)).text())

const parse = (text) => new DOMParser().parseFromString(text, 'text/html')

/** One after the other; a second press of what is still under way is the same press. What went wrong is told. */
const attempt = (pressed, work, where = statusLine) => {
  if (underWay.has(pressed)) return
  underWay.add(pressed)
  last = last.then(async () => {
    where.textContent = ''
    await work().catch((error) => {
      const lost = error instanceof TypeError
      where.textContent = lost ? 'The playground does not answer. Is it still running?' : error.message
    })
    underWay.delete(pressed)
  })
}

// --- showing --------------------------------------------------------------------------------------------------------

let running = Promise.resolve()
let queued

/** At most one under way and one waiting, so that an older answer never covers a newer one. */
const refresh = () => {
  queued ??= running = running
    .catch(() => undefined)
    .then(() => {
      queued = undefined
      return load()
    })
  return queued
}

const load = async () => {
  const response = await fetch(location.pathname + location.search)
  if (!response.ok) throw new Error('The playground could not show what is new.')
  const fresh = parse(await response.text())
  const now = fresh.getElementById('now').querySelector('time').dateTime
  // Time never goes back but by a reset: what was typed and answered before it is of another world.
  if (now < shownAt) for (const node of messages.querySelectorAll('li:not([data-key])')) node.remove()
  shownAt = now
  for (const region of document.querySelectorAll('[data-live]')) {
    const next = fresh.getElementById(region.id)
    if (region.matches('ol, ul')) merge(region, next)
    else if (!region.isEqualNode(next)) region.replaceWith(next)
  }
  look()
}

/** What is new in an open conversation is read, as far as anybody can know. */
const look = () => {
  if (!document.hidden && document.querySelector('[data-unseen]')) act(`${talk}/seen`, {}).catch(() => undefined)
}

/** Keeps what is unchanged and what only this view holds, so that a screen reader hears what is new and no more. */
const merge = (list, fresh) => {
  const old = new Map([...list.children].filter((node) => node.dataset.key).map((node) => [node.dataset.key, node]))
  for (const node of [...fresh.children]) {
    const known = old.get(node.dataset.key)
    old.delete(node.dataset.key)
    if (!known) append(list, node)
    else if (!known.isEqualNode(node)) replace(known, node)
  }
  for (const gone of old.values()) gone.remove()
}

const replace = (known, node) => {
  const focused = known.contains(document.activeElement)
  known.replaceWith(node)
  if (focused) (node.querySelector('a, button') ?? node).focus()
}

const append = (list, node) => {
  list.append(node)
  if (list === messages) node.scrollIntoView({ block: 'nearest' })
}

/** What a person wrote, for this view only. */
const ownLine = (text) => {
  const node = document.createElement('li')
  const said = document.createElement('p')
  const who = document.createElement('span')
  node.className = 'own'
  who.className = 'unseen'
  who.textContent = 'You: '
  said.dir = 'auto'
  said.append(who, text)
  node.append(said)
  append(messages, node)
  return node
}

/** `card` is the private window that was acted in: its answer takes its place. */
const show = async (answer, card) => {
  const drawn = answer.private || answer.form ? await draw('answer', answer) : undefined
  await refresh()
  if (answer.form) return open(drawn.querySelector('form'))
  const shown = drawn?.querySelector('li')
  if (shown && card?.isConnected) card.replaceWith(shown)
  else if (shown) append(messages, shown)
  else if (card?.isConnected) return dismiss(card)
  if (!shown) return
  shown.scrollIntoView({ block: 'nearest' })
  if (document.activeElement !== line) shown.focus({ preventScroll: true })
}

const dismiss = (card) => {
  const before = card.previousElementSibling
  card.remove()
  ;(before?.querySelector('button') ?? line).focus()
}

// --- forms ----------------------------------------------------------------------------------------------------------

const open = (form) => {
  if (!dialog.open) opener = document.activeElement
  dialog.replaceChildren(form)
  if (!dialog.open) dialog.showModal()
  form.querySelector('.field input, .field textarea, .field select')?.focus()
}

dialog.addEventListener('close', () => {
  dialog.replaceChildren()
  ;(opener?.isConnected ? opener : line).focus()
})

const valueIn = (field, typed) => {
  const { field: name, type } = field.dataset
  if (type === 'toggle') return typed.has(name)
  return type === 'choices' || type === 'people' ? typed.getAll(name) : (typed.get(name) ?? '')
}

const valuesOf = (form) => {
  const typed = new FormData(form)
  const fields = [...form.querySelectorAll('[data-field]')]
  return Object.fromEntries(fields.map((field) => [field.dataset.field, valueIn(field, typed)]))
}

/** The form stays as it is; only the sentences beside its fields change. */
const showErrors = (form, errors) => {
  for (const note of form.querySelectorAll('[data-error]')) {
    const text = errors[note.dataset.error] ?? ''
    note.textContent = text
    note.hidden = text === ''
    for (const control of note.parentElement.querySelectorAll('[name]')) {
      if (text) control.setAttribute('aria-invalid', 'true')
      else control.removeAttribute('aria-invalid')
    }
  }
  form.querySelector('[aria-invalid]')?.focus()
}

const submit = async (form) => {
  const answer = await act(`${member}/forms`, { form: form.dataset.form, values: valuesOf(form) })
  showErrors(form, answer.errors ?? {})
  if (answer.errors) return
  if (!answer.form) dialog.close()
  await show(answer)
}

dialog.addEventListener('submit', (event) => {
  event.preventDefault()
  attempt(event.target, () => submit(event.target), event.target.querySelector('[data-status]'))
})

// --- what a person does ---------------------------------------------------------------------------------------------

const press = async (button) => {
  const card = button.closest('[data-message]')
  const { action, value } = button.dataset
  const answer = await act(`${member}/actions`, { message: card.dataset.message, action, value })
  await show(answer, card.matches('.private') ? card : undefined)
}

const move = async (step) => {
  const walked = await act('/api/playground/clock', step)
  const drawn = await draw('happened', walked)
  await refresh()
  byId('happened').replaceChildren(...drawn.body.childNodes)
}

const reset = async () => {
  await act('/api/playground/reset', {})
  byId('happened').replaceChildren()
  for (const node of messages.querySelectorAll('li:not([data-key])')) node.remove()
  await refresh()
}

const sayTo = async (text) => {
  await act(talk, { text })
  if (line.value === text) line.value = ''
  await refresh()
}

const write = async (text) => {
  const said = ownLine(text)
  if (line.value === text) line.value = ''
  const kind = /^\s*\/reachout(?![\w-])/i.test(text) ? 'commands' : 'texts'
  try {
    await show(await act(`${member}/${kind}`, { text }))
  } catch (error) {
    said.remove()
    line.value ||= text
    throw error
  }
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button')
  if (!button) return
  const { action, clock } = button.dataset
  if (action) attempt(button, () => press(button))
  else if (clock) attempt(button, () => move(JSON.parse(clock)))
  else if (button.matches('[data-reset]')) attempt(button, reset)
  else if (button.matches('[data-cancel]')) dialog.close()
  else if (button.matches('[data-dismiss]')) dismiss(button.closest('li'))
})

composer.addEventListener('submit', (event) => {
  event.preventDefault()
  const text = line.value
  if (text.trim()) attempt(composer, () => (other ? sayTo(text) : write(text)))
})

// --- what others and the clock do -----------------------------------------------------------------------------------

const events = new EventSource('/api/playground/events')
events.addEventListener('changed', () => refresh().catch(() => undefined))
events.addEventListener('open', () => refresh().catch(() => undefined))
document.addEventListener('visibilitychange', look)

document.querySelector('#cast [aria-current]')?.scrollIntoView({ block: 'nearest' })
messages.lastElementChild?.scrollIntoView({ block: 'nearest' })
