/** A real Chromium that comes with `npm ci`: nothing is installed by hand, nothing is fetched, root is fine. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inflate } from '@sparticuz/chromium'
import { type Browser, chromium, type Page } from 'playwright-core'

const require = createRequire(import.meta.url)
const bundle = join(dirname(require.resolve('@sparticuz/chromium')), '..')
const { version } = JSON.parse(readFileSync(join(bundle, 'package.json'), 'utf8')) as { version: string }
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

export type Sighting = {
  readonly scheme?: 'light' | 'dark'
  readonly width?: number
  readonly height?: number
  readonly javaScript?: boolean
}

/** A page in a fresh profile, and all that went wrong or left the origin since it opened. */
export type Visit = { readonly page: Page; readonly problems: readonly string[]; readonly close: () => Promise<void> }

export const openBrowser = async (): Promise<Browser> => {
  const home = await unpack()
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    args: ['--no-sandbox', '--disable-gpu', '--no-zygote', '--font-render-hinting=none'],
    env: {
      ...cleanEnvironment(),
      // The libraries and the font that a bare machine lacks, and the same everywhere else.
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
      HOME: process.env.HOME ?? tmpdir(),
    },
  })
}

export const visit = async (browser: Browser, url: string, how: Sighting = {}): Promise<Visit> => {
  const context = await browser.newContext({
    viewport: { width: how.width ?? 1280, height: how.height ?? 800 },
    colorScheme: how.scheme ?? 'light',
    reducedMotion: 'reduce',
    javaScriptEnabled: how.javaScript ?? true,
  })
  const page = await context.newPage()
  const problems: string[] = []
  const { origin } = new URL(url)
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') problems.push(`console: ${line.text()}`)
  })
  page.on('pageerror', (error) => problems.push(`thrown: ${error.message}`))
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) problems.push(`left the origin: ${request.url()}`)
  })
  await page.goto(url)
  return { page, problems, close: () => context.close() }
}

/** What axe finds against WCAG 2.2 AA and its own good practice, one line a node. */
export const violations = async (page: Page): Promise<string[]> => {
  // Evaluated by the browser's own tools, so the page's policy stays as strict as it is.
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<Found> } }
    type Found = { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }
    const found = await axe.run()
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
    )
  })
}

/** Whether the page is wider than its window, in CSS pixels. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

// Unpacked once beside the packages. Test files run at the same time, so it is made aside and moved into place whole.
const unpack = async (): Promise<string> => {
  const home = join(import.meta.dirname, `../../node_modules/.cache/chromium-${version}`)
  if (existsSync(home)) return home
  const aside = `${home}.${process.pid}`
  mkdirSync(aside, { recursive: true })
  await inTemporary(aside, () =>
    Promise.all(
      ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'].map((pack) =>
        inflate(join(bundle, 'bin', pack)),
      ),
    ),
  )
  writeFileSync(
    join(aside, 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig><dir>${join(home, 'fonts', 'fonts')}</dir><cachedir>${join(home, 'font-cache')}</cachedir></fontconfig>\n`,
  )
  try {
    renameSync(aside, home)
  } catch (error) {
    rmSync(aside, { recursive: true, force: true })
    // Another test file was first.
    if (!existsSync(home)) throw error
  }
  return home
}

// The package unpacks into the temporary folder and nowhere else.
const inTemporary = async (folder: string, work: () => Promise<unknown>): Promise<void> => {
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    await work()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

const cleanEnvironment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
