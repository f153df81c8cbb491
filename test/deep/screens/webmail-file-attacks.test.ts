// Invitations and files that attack whoever looks at them, looked at in a real browser: each card is there or the plain message, each
// file is shown or said not to be; nothing of them runs, asks another host or leads away.

import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '#test/support/browser/browser.ts'
import { openedAttacks } from '#test/support/webmail/opened-attacks.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { fileCorpus } from '#test/webmail/xss-corpus/xss-corpus.ts'

const webmail = await webmailUnderTest()
const browser = await openBrowser()
afterAll(() => browser.close())

let looked = 0

/** Every file that can be looked at, one after the other, until it is there or said not to be. */
async function seeFiles(page: Page): Promise<void> {
  await page.locator('.invitation, .files').first().waitFor()
  const tiles = page.getByRole('button', { name: /^Aperçu de / })
  for (let at = 0; at < (await tiles.count()); at += 1) {
    await tiles.nth(at).click()
    await page.locator('.preview-image img, .preview-pdf, .preview-sheet, .preview-none').first().waitFor()
    // A PDF is given half a minute before it is said to be late.
    await page.locator('.preview-coming').waitFor({ state: 'detached', timeout: 60_000 })
    await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    looked += 1
  }
}

test('each of them, looked at → runs nothing, asks no other host, opens and leads nowhere', {
  timeout: 300_000,
}, async () => {
  const { count, faults } = await openedAttacks(webmail, browser, { corpus: fileCorpus(), each: seeFiles })
  expect(count).toBeGreaterThanOrEqual(20)
  expect(looked).toBeGreaterThanOrEqual(12)
  expect(faults).toEqual([])
})
