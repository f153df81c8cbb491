// What people see of the webmail, by every test that looks: each state in every width and both themes, as pictures in one folder
// and before axe with all of its rules. Once all tests are through, one contact sheet for each width and theme has them all.

import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect } from 'vitest'
import { axeFindings } from '../browser/axe.ts'
import { inEveryLook, type Theme, takePicture, type Width } from '../browser/browser.ts'
import { webmailPictures } from './webmail-sheets.ts'

/** Nothing wrong with the page as it is now, in any width and theme, or in those widths alone that have it; and a picture of each. */
export type Look = (page: Page, name: string, among?: readonly Width[]) => Promise<void>

/** Called once, at the top of a test file; what pictures it left before are gone. They come in the order of the looks. */
export function webmailAlbum(subject: string): Look {
  // Of its own, as test files run beside one another.
  const folder = join(webmailPictures, subject)
  beforeAll(async () => {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
  })
  let number = 0
  return async (page, name, among) => {
    const numbered = `${String(++number).padStart(2, '0')}-${name}`
    await page.evaluate('document.fonts.ready')
    // What opens over the page, where its code is still on the way: axe would look at the page with it and without it.
    await page.locator('.overlay-awaited').first().waitFor({ state: 'detached' })
    const lookAt = async (width: Width, theme: Theme): Promise<void> => {
      await takePicture({ folder, page }, numbered, width, theme)
      // Between a desk and a phone nothing is laid out that neither of them has.
      if (width !== 'small') expect(await axeFindings(page), `${name}, ${width}, ${theme}`).toEqual([])
    }
    await inEveryLook(page, lookAt, among)
  }
}
