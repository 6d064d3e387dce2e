/** The first half of the product, lived through by a person with a browser and nothing else. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, type Visit, violations, visit } from './support/browser.ts'
import { type PlaygroundProcess, startPlayground } from './support/playground-process.ts'

/** More stops than any of these pages has. */
const STOPS = 80

type Hand = {
  readonly press: (target: Locator) => Promise<void>
  readonly fill: (target: Locator, text: string) => Promise<void>
}

const mouse: Hand = {
  press: (target) => target.click(),
  fill: (target, text) => target.fill(text),
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
}

const reach = async (target: Locator): Promise<void> => {
  await target.waitFor()
  for (let stop = 0; stop < STOPS; stop += 1) {
    if (await target.evaluate((node) => node === document.activeElement)) return
    await target.page().keyboard.press('Tab')
  }
  throw new Error(`${target} cannot be reached with the Tab key.`)
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
const be = async (hand: Hand, page: Page, name: string) => {
  await hand.press(page.getByRole('link', { name: new RegExp(`^\\S*\\s*${name}`) }))
  await page.getByRole('heading', { name: `You are ${name}` }).waitFor()
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
})
