/** Draws docs/playground.png: the real program with Ada's check-in, as a visitor first sees it. `npm run picture`. */
import { statSync } from 'node:fs'
import { openBrowser, visit } from './browser.ts'
import { startPlayground } from './playground-process.ts'

/** A README loads it on every visit. */
const MOST_BYTES = 200_000

const program = await startPlayground()
const browser = await openBrowser()
try {
  const { page } = await visit(browser, program.url, { width: 1280, height: 720 })
  await page.getByRole('button', { name: 'Going well' }).waitFor()
  const path = new URL('../../docs/playground.png', import.meta.url).pathname
  await page.screenshot({ path })
  const { size } = statSync(path)
  if (size > MOST_BYTES) throw new Error(`The picture has ${size} bytes; at most ${MOST_BYTES} are wanted.`)
} finally {
  await browser.close()
  await program.close()
}
