import { readFileSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, overflow, type Sighting, type Visit, violations, visit } from './support/browser.ts'
import { createScene, hostile, type Scene } from './support/scene.ts'
import { openStage, type Stage } from './support/stage.ts'

/** A quarter of what a small framework weighs. */
const MODULE_BYTES = 10_000

let browser: Browser
let opened: (Visit | Stage)[] = []

beforeAll(async () => {
  browser = await openBrowser()
})
afterEach(async () => {
  for (const each of opened.toReversed()) await each.close()
  opened = []
})
afterAll(() => browser?.close())

const see = async (how: Sighting & { full?: boolean; as?: string } = {}): Promise<Visit & { scene: Scene }> => {
  const scene = createScene({ full: how.full ?? false })
  const stage = await openStage(scene)
  const shown = await visit(browser, how.as ? `${stage.url}?as=${how.as}` : stage.url, how)
  opened.push(stage, shown)
  return { ...shown, scene }
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const write = async (page: Page, text: string) => {
  await page.getByLabel('Write to Reachout').fill(text)
  await press(page, 'Send')
}

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  test.each([360, 900, 1400])('nothing is wrong at %i px, with all that can be shown open', async (width) => {
    const { page, problems } = await see({ scheme, width, full: true })
    await page.getByText('What Ada was sent').click()
    await press(page, 'Hard going')
    await page.getByText('Only you see this').waitFor()
    await press(page, '+1 week')
    await page.locator('#happened li').waitFor()
    expect(await violations(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    await press(page, 'Fill in')
    await press(page, 'Save')
    await page.getByText('Please write a line').waitFor()
    expect(await violations(page)).toEqual([])
    expect(problems).toEqual([])
  })
})

describe('the page', () => {
  test('opens on the first of the cast, with the waiting check-in and its buttons', async () => {
    const { page } = await see()
    expect(await page.getByRole('heading', { name: 'You are Ada' }).isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: 'Going well' }).isVisible()).toBe(true)
    expect(await page.getByText('nothing leaves this computer').isVisible()).toBe(true)
  })

  test('shows the check-in without scrolling on a small telephone', async () => {
    const { page } = await see({ width: 360, height: 640 })
    const box = await page.getByRole('button', { name: 'Rough' }).boundingBox()
    expect((box?.y ?? 1000) + (box?.height ?? 0)).toBeLessThan(640)
  })

  test('shows on a small telephone who of a long cast one is', async () => {
    const { page } = await see({ width: 360, height: 640, as: 'hana' })
    const box = await page.getByRole('link', { name: /Hana/ }).boundingBox()
    expect((box?.x ?? 1000) + (box?.width ?? 0)).toBeLessThanOrEqual(360)
  })

  test('shows standing and pause of the acting person only', async () => {
    const { page } = await see({ as: 'ben' })
    expect(await page.locator('.columns').textContent()).not.toMatch(/paused|invited/)
    await page.getByRole('link', { name: /Fay/ }).click()
    await page.getByText('Fay has joined, paused until').waitFor()
  })

  test('can be read without JavaScript', async () => {
    const { page } = await see({ javaScript: false })
    expect(await page.getByText('how is this week treating you?').isVisible()).toBe(true)
    expect(await page.getByText('You can read without JavaScript').isVisible()).toBe(true)
    await page.getByRole('link', { name: /Ben/ }).click()
    expect(await page.getByText('Nothing has come yet').isVisible()).toBe(true)
  })

  test('shows what a person wrote as text, for this view only', async () => {
    const { page } = await see()
    const typed = '<b>hello</b> <img src=x onerror=alert(1)>'
    await write(page, typed)
    await page.getByText('Nobody reads this chat').waitFor()
    expect(await page.locator('.own').textContent()).toContain(typed)
    expect(await page.locator('#messages img, #messages b').count()).toBe(0)
    await page.reload()
    expect(await page.locator('.own').count()).toBe(0)
  })

  test('sends what begins with /reachout as a command, and completes its words', async () => {
    const { page } = await see()
    await write(page, '/reachout pause')
    await page.getByText('You wrote /reachout pause').waitFor()
    await write(page, '/reachoutish')
    await page.getByText('Nobody reads this chat: /reachoutish').waitFor()
    const offered = await page
      .locator('#commands option')
      .evaluateAll((all) => all.map((one) => one.getAttribute('value')))
    expect(offered).toEqual(expect.arrayContaining(['/reachout', '/reachout settings', '/reachout @Ben']))
    expect(offered).not.toContain('/reachout @Ada')
  })

  test('keeps what was typed when the program does not take it, and says so', async () => {
    const { page, scene } = await see()
    scene.breakNext()
    await write(page, 'a long thought')
    await page.getByText('The scene was told to fail.').waitFor()
    expect(await page.getByLabel('Write to Reachout').inputValue()).toBe('a long thought')
    expect(await page.locator('.own').count()).toBe(0)
  })

  test('puts the answer of a private window in that window’s place', async () => {
    const { page } = await see()
    await press(page, 'Rough')
    await page.locator('.private').getByRole('button', { name: 'Support options' }).click()
    await page.getByText('People you can turn to.').waitFor()
    expect(await page.locator('.private').count()).toBe(1)
    await press(page, 'Noted is enough')
    await page.locator('.private').waitFor({ state: 'detached' })
  })

  test('shows at once what another view of the same person did', async () => {
    const { page } = await see()
    const other = await visit(browser, page.url())
    opened.push(other)
    await press(other.page, 'Rough')
    await page.getByText('Noted. Thank you.').waitFor()
  })

  test('forgets all that was typed before a reset', async () => {
    const { page } = await see()
    await write(page, 'hello')
    await page.getByText('Nobody reads this chat').waitFor()
    await press(page, 'Reset')
    await page.locator('.own').waitFor({ state: 'detached' })
    expect(await page.locator('.private').count()).toBe(0)
  })

  test('is driven by one small module', () => {
    const file = new URL('../adapters/playground/page/page.js', import.meta.url)
    expect(readFileSync(file).byteLength).toBeLessThan(MODULE_BYTES)
  })
})

describe('a conversation of two people', () => {
  const open = async (how: Sighting = {}) => {
    const scene = createScene()
    scene.hello('Hello Ada, shall we look at it?')
    scene.hello(hostile)
    const stage = await openStage(scene)
    const shown = await visit(browser, stage.url, how)
    opened.push(stage, shown)
    return { ...shown, scene, stage }
  }
  const lines = (page: Page) => page.getByRole('log').getByRole('listitem')
  const said = async (line: Locator) => (await line.textContent())?.replace(/\s+/g, ' ').trim()
  const person = (page: Page, name: string) =>
    page.getByRole('navigation', { name: 'Your conversations' }).getByRole('link', { name: new RegExp(`^${name}`) })

  test.each([
    { scheme: 'light', width: 360 },
    { scheme: 'dark', width: 360 },
    { scheme: 'light', width: 1280 },
    { scheme: 'dark', width: 1280 },
  ] as const)('is well in the $scheme scheme at $width px', async (how) => {
    const { page, problems } = await open(how)
    expect(await violations(page)).toEqual([])
    await person(page, 'Ben').click()
    await page.getByText('In conversation with Ben').waitFor()
    await lines(page).nth(1).waitFor()
    expect(await violations(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    expect(problems).toEqual([])
  })

  test('is listed with how much is new, until it was opened', async () => {
    const { page } = await open()
    expect(await person(page, 'Ben').textContent()).toBe('Ben 2 new')
    await person(page, 'Ben').click()
    await page.getByText('In conversation with Ben').waitFor()
    await page.locator('[data-unseen]').waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Back to Reachout' }).click()
    await page.getByText('Private conversation with Reachout').waitFor()
    expect(await person(page, 'Ben').textContent()).toBe('Ben')
  })

  test('shows who wrote what and when, as text', async () => {
    const { page, stage } = await open()
    await page.goto(`${stage.url}?as=ada&with=ben`)
    expect(await said(lines(page).first())).toBe('Ben Mon 2 Mar, 10:00 Hello Ada, shall we look at it?')
    expect(await lines(page).nth(1).textContent()).toContain(hostile)
    expect(await page.locator('#messages :is(img, b)').count()).toBe(0)
  })

  test('takes a line by keyboard, keeps it there, and is prefilled with nothing', async () => {
    const { page, stage } = await open()
    await page.goto(`${stage.url}?as=ada&with=ben`)
    const composer = page.getByLabel('Write to Ben')
    expect(await composer.inputValue()).toBe('')
    await composer.focus()
    await page.keyboard.type('/reachout is for later <b>')
    await page.keyboard.press('Enter')
    await lines(page).nth(2).waitFor()
    await page.reload()
    expect(await said(lines(page).nth(2))).toBe('You Mon 2 Mar, 10:00 /reachout is for later <b>')
  })

  test('keeps what was typed when the program does not take it', async () => {
    const { page, scene, stage } = await open()
    await page.goto(`${stage.url}?as=ada&with=ben`)
    await page.locator('[data-unseen]').waitFor({ state: 'detached' })
    scene.breakNext()
    await page.getByLabel('Write to Ben').fill('kept')
    await press(page, 'Send')
    await page.getByText('The scene was told to fail.').waitFor()
    expect(await page.getByLabel('Write to Ben').inputValue()).toBe('kept')
  })

  test('is with Reachout when the address names nobody, or oneself', async () => {
    const { page, stage } = await open()
    for (const other of ['nobody', 'ada']) {
      await page.goto(`${stage.url}?as=ada&with=${other}`)
      expect(await page.getByText('Private conversation with Reachout').isVisible()).toBe(true)
    }
  })
})

describe('a form', () => {
  const open = async (): Promise<Visit & { scene: Scene }> => {
    const seen = await see({ full: true })
    await press(seen.page, 'Fill in')
    await seen.page.getByRole('dialog').waitFor()
    return seen
  }

  test('says what is wrong beside the field and loses nothing', async () => {
    const { page, scene } = await open()
    await page.getByLabel('A note').fill('what I wrote')
    await page.getByLabel('Option three').first().check()
    await press(page, 'Save')
    const line = page.getByLabel('A line')
    await page.getByText('Please write a line').waitFor()
    expect(await line.getAttribute('aria-invalid')).toBe('true')
    expect(await line.evaluate((node) => node === document.activeElement)).toBe(true)
    const described = (await line.getAttribute('aria-describedby'))?.split(' ') ?? []
    expect(await page.locator(`#${described.at(-1)}`).textContent()).toBe(
      'Please write a line of at most 20 characters.',
    )
    expect(await page.getByLabel('A note').inputValue()).toBe('what I wrote')
    await line.fill('now a line')
    await press(page, 'Save')
    await page.getByRole('heading', { name: 'Five more' }).waitFor()
    expect(scene.sent.at(-1)).toEqual({
      ...{ line: 'now a line', note: 'what I wrote', choice: 'three', choices: ['one', 'three'], toggle: true },
    })
  })

  test('keeps what was typed when the program does not take it', async () => {
    const { page, scene } = await open()
    await page.getByLabel('A line').fill('kept')
    scene.breakNext()
    await press(page, 'Save')
    await page.getByRole('alert').getByText('The scene was told to fail.').waitFor()
    expect(await page.getByLabel('A line').inputValue()).toBe('kept')
  })

  test('sends people, dates, times and zones as the API wants them', async () => {
    const { page, scene } = await open()
    await page.getByLabel('A line').fill('x')
    await press(page, 'Save')
    await page.getByLabel('A person').selectOption('cleo')
    await page.getByLabel('Dana').check()
    await page.getByLabel('A time', { exact: false }).first().fill('08:30')
    await press(page, 'Save')
    await page.getByText('Saved.').waitFor()
    expect(scene.sent.at(-1)).toEqual({
      ...{ person: 'cleo', people: ['ben', 'dana'], date: '2026-03-02', time: '08:30', zone: 'Europe/Berlin' },
    })
  })

  test.each([{ width: 360, height: 640, scheme: 'dark' }, {}] as const)(
    'of every way to fill is filled by keyboard %o',
    async (how) => {
      const { page, scene } = await see(how)
      await press(page, 'Hard going')
      await page.locator('.private .buttons').nth(1).waitFor()
      await page.getByRole('button', { name: 'A hand with work' }).focus()
      const { keyboard } = page
      await keyboard.press('Enter')
      await page.getByRole('heading', { name: 'What would help?' }).waitFor()
      expect(await violations(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      await keyboard.type('The parser')
      await keyboard.press('Tab')
      await keyboard.type('Ben')
      await keyboard.press('Tab')
      await keyboard.press('ArrowUp')
      await keyboard.press('Tab')
      await keyboard.press('ArrowDown')
      await keyboard.press('Tab')
      await keyboard.press('Space')
      await keyboard.press('Tab')
      await keyboard.press('Enter')
      await page.getByText('Saved.').waitFor()
      expect(scene.sent).toEqual([
        { text: 'The parser', teammate: 'ben', kind: 'fresh-eyes', minutes: '30', widen: false },
      ])
    },
  )

  test('closes by Escape and gives the focus back to what opened it', async () => {
    const { page } = await open()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Fill in')
  })
})

test('the checks of this file can fail', async () => {
  const { page, problems } = await see()
  await page.evaluate(() => {
    const low = document.createElement('p')
    low.textContent = 'too pale'
    low.id = 'now'
    low.style.color = '#eee'
    low.style.width = '3000px'
    document.querySelector('main')?.append(low)
    document.body.append(
      Object.assign(document.createElement('img'), { src: 'https://elsewhere.invalid/x.png', alt: '' }),
    )
  })
  expect((await violations(page)).join()).toContain('color-contrast')
  expect(await overflow(page)).toBeGreaterThan(0)
  expect(problems.join()).toMatch(/img-src|left the origin/)
})
