// After all end-to-end tests: contact sheets of what they saw of the webmail.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openBrowser, writeContactSheets } from '../browser/browser.ts'

/** A folder for each test that looks, and the sheets. */
export const webmailPictures = join(import.meta.dirname, '../../../var/webmail-pictures')

export async function teardown(): Promise<void> {
  const seen = await readdir(webmailPictures).catch(() => [])
  if (seen.length === 0) return
  const browser = await openBrowser()
  try {
    await writeContactSheets(webmailPictures, browser)
  } finally {
    await browser.close()
  }
}
