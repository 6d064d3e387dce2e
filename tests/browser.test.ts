/** The product, lived through by a person with a browser and nothing else. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, type Visit, violations, visit } from './support/browser.ts'
import { type PlaygroundProcess, startPlayground } from './support/playground-process.ts'

/** More stops than any of these pages has. */
const STOPS = 80
/** More deliveries than come to others before one's own on the first day. */
const DELIVERIES = 10
/** From a low tap to thanks takes under 10 s where nothing else runs; on a busy machine it may wait. */
const WHOLE_CHAIN_MS = 60_000

type Hand = {
  readonly press: (target: Locator) => Promise<void>
  readonly fill: (target: Locator, text: string) => Promise<void>
  readonly choose: (target: Locator, label: string) => Promise<void>
}

const mouse: Hand = {
  press: (target) => target.click(),
  fill: (target, text) => target.fill(text),
  choose: async (target, label) => void (await target.selectOption({ label })),
}

const keyboard: Hand = {
  press: async (target) => {
    await reach(target)
    await target.page().keyboard.press('Enter')
  },
  fill: async (target, text) => {
    await reach(target)
    await target.page().keyboard.press('ControlOrMeta+A')
    await target.page().keyboard.type(text)
  },
  choose: async (target, label) => {
    await reach(target)
    await target.page().keyboard.type(label)
  },
}

const reach = async (target: Locator): Promise<void> => {
  await target.waitFor()
  const key = (await target.evaluate(isBehind)) ? 'Shift+Tab' : 'Tab'
  for (let stop = 0; stop < STOPS; stop += 1) {
    if (await target.evaluate((node) => node === document.activeElement)) return
    await target.page().keyboard.press(key)
  }
  throw new Error(`${target} cannot be reached with the Tab key.`)
}

/** Whether going backwards is the shorter way, as everybody with a keyboard knows. */
const isBehind = (node: Element): boolean => {
  const from = document.activeElement
  if (from === null || from === document.body) return false
  return (node.compareDocumentPosition(from) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
}

let browser: Browser
let program: PlaygroundProcess | undefined
let seen: Visit | undefined

beforeAll(async () => {
  browser = await openBrowser()
})
afterEach(async () => {
  await seen?.close()
  await program?.close()
})
afterAll(() => browser?.close())

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const opening = (page: Page) => page.locator('.message:not(.private)').last().locator('.text').first().textContent()
const write = async (hand: Hand, page: Page, text: string) => {
  await hand.fill(page.getByLabel('Write to Reachout'), text)
  await hand.press(button(page, 'Send'))
}
const inCast = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Who you are' }).getByRole('link', { name: new RegExp(`^${name}`) })
const badge = (page: Page, name: string) => inCast(page, name).locator('.badge')
const be = async (hand: Hand, page: Page, name: string) => {
  await hand.press(inCast(page, name))
  await page.getByRole('heading', { name: `You are ${name}` }).waitFor()
}

const goNext = async (hand: Hand, page: Page) => {
  const before = await page.locator('#now time').getAttribute('datetime')
  await hand.press(button(page, 'Next delivery'))
  await page.locator(`#now time:not([datetime="${before}"])`).waitFor()
}
const waitForNews = async (hand: Hand, page: Page, name: string) => {
  for (let passed = 0; passed < DELIVERIES; passed += 1) {
    if ((await badge(page, name).count()) > 0) return
    await goNext(hand, page)
  }
  throw new Error(`Nothing came for ${name}.`)
}

describe.each([
  { by: 'mouse', hand: mouse },
  { by: 'keyboard alone', hand: keyboard },
])('by $by', ({ hand }) => {
  test('a person joins, answers, and hears again in other words a week later', async () => {
    program = await startPlayground()
    seen = await visit(browser, program.url)
    const { page, problems } = seen
    const first = await opening(page)
    expect(await button(page, 'Going well').isVisible()).toBe(true)

    await be(hand, page, 'Hana')
    await hand.press(button(page, '+1 day'))
    await hand.press(button(page, 'Join'))
    await page.getByText('You’re in.').or(page.getByText("You're in.")).waitFor()
    await page.getByText('Hana has joined').waitFor()

    await be(hand, page, 'Ada')
    await hand.press(button(page, 'Hard going'))
    await page.getByText('Noted. Thank you.').waitFor()
    await page.getByText('Nothing has been sent to anyone').waitFor()
    await hand.press(button(page, 'Noted is enough'))
    await page.getByText('Nothing has been sent to anyone').waitFor({ state: 'detached' })

    await hand.press(button(page, '+1 week'))
    await page.locator('#happened').getByText('Check-in').waitFor()
    await button(page, 'Going well').waitFor()
    expect(await opening(page)).not.toBe(first)

    await hand.press(page.getByText('What Ada was sent'))
    expect(await page.locator('#ledger li', { hasText: 'Delivered' }).count()).toBe(2)
    expect(await violations(page)).toEqual([])
    expect(problems).toEqual([])
  })

  test('a person pauses, and sets a time zone of their own after a mistake', async () => {
    program = await startPlayground()
    seen = await visit(browser, program.url)
    const { page, problems } = seen
    await write(hand, page, '/reachout pause')
    await hand.press(button(page, 'A week'))
    await page.getByText('Ada has joined, paused until').waitFor()

    await write(hand, page, '/reachout settings')
    await hand.press(button(page, 'Time zone'))
    const zone = page.getByRole('dialog').getByLabel('Time zone')
    await hand.fill(zone, 'Middle/Earth')
    await hand.press(button(page, 'Save'))
    await page.locator('.error:visible').waitFor()
    expect(await zone.inputValue()).toBe('Middle/Earth')
    await hand.fill(zone, 'Asia/Tokyo')
    await hand.press(button(page, 'Save'))
    await page.locator('#now').getByText('in Tokyo').waitFor()
    expect(problems).toEqual([])
  })

  test('a hard week leads to a hand, a hello, and thanks', { timeout: WHOLE_CHAIN_MS }, async () => {
    program = await startPlayground()
    seen = await visit(browser, program.url)
    const { page, problems } = seen
    await hand.press(button(page, 'Rough'))
    await hand.press(button(page, 'A hand with work'))
    const form = page.getByRole('dialog')
    await hand.fill(form.getByLabel('What would help?'), 'A second look at the parser')
    await hand.choose(form.getByLabel('Who?'), 'Ben')
    await hand.press(form.getByRole('button', { name: 'Send' }))
    await page.getByText('On its way.').waitFor()

    await waitForNews(hand, page, 'Ben')
    await be(hand, page, 'Ben')
    await page.getByText('A second look at the parser').waitFor()
    await hand.press(button(page, 'Happy to'))
    await hand.press(page.getByRole('link', { name: 'Open the conversation' }))
    await page.getByText('In conversation with Ada').waitFor()
    await hand.fill(page.getByLabel('Write to Ada'), 'Hello Ada, shall we look now?')
    await hand.press(button(page, 'Send'))
    await page.getByRole('log').getByText('Hello Ada, shall we look now?').waitFor()

    await badge(page, 'Ada').waitFor()
    await be(hand, page, 'Ada')
    await hand.press(page.getByRole('link', { name: /^Ben\s*1 new/ }))
    await page.getByRole('log').getByText('Hello Ada, shall we look now?').waitFor()
    await hand.press(page.getByRole('link', { name: 'Back to Reachout' }))
    await page.getByText('Private conversation with Reachout').waitFor()
    expect(await page.getByRole('link', { name: /new/ }).count()).toBe(0)

    await hand.press(button(page, '+1 day'))
    await hand.press(button(page, 'It helped'))
    await hand.press(button(page, 'Thank you, that helped'))
    await badge(page, 'Ben').waitFor()
    await be(hand, page, 'Ben')
    await page.getByText('“Thank you, that helped.”').waitFor()
    expect(await violations(page)).toEqual([])
    expect(problems).toEqual([])
  })

  test('when nobody can, the one who asked hears it by the told time, and what else there is', {
    timeout: WHOLE_CHAIN_MS,
  }, async () => {
    program = await startPlayground()
    seen = await visit(browser, program.url)
    const { page, problems } = seen
    await write(hand, page, '/reachout I am stuck on the parser')
    const form = page.getByRole('dialog')
    await form.waitFor()
    expect(await form.getByLabel('What would help?').inputValue()).toBe('I am stuck on the parser')
    expect(await form.getByLabel('Who?').inputValue()).toBe('')
    await hand.press(form.getByRole('button', { name: 'Send' }))
    await page.getByText(/You'll hear from me by Tue 3 Mar, 9:00, either way\./).waitFor()

    await hand.press(button(page, '+1 day'))
    await page.getByText('Nobody could this time. That says nothing about you or your question.').waitFor()
    const choices = ['Ask one person', 'Try again tomorrow', 'Copy it for a channel', 'Support options']
    const news = page.locator('.message', { hasText: 'Nobody could this time' })
    expect(await news.locator('.buttons').first().getByRole('button').allTextContents()).toEqual(choices)
    await hand.press(button(page, 'Try again tomorrow'))
    await page.getByText(/I'll ask again/).waitFor()
    expect(await violations(page)).toEqual([])
    expect(problems).toEqual([])
  })
})
