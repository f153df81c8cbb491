// Looks at every state of the panel that the script comes through: axe in both themes, with no rule switched off, and a
// picture in every width and theme. At the end one contact sheet for each, in var/panel-pictures.

import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { axeFindings } from '#test/support/browser/axe.ts'
import { takePictures, writeContactSheets } from '#test/support/browser/browser.ts'

const folder = join(import.meta.dirname, '../../../var/panel-pictures')

export interface Looker {
  /** `name` says the state; pictures come in the order of the calls. */
  look(page: Page, name: string): Promise<void>
  /** Paths of the sheets, as PNG. */
  finish(browser: Browser): Promise<readonly string[]>
}

export async function openLooker(): Promise<Looker> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  let number = 0
  return {
    async look(page, name) {
      await page.waitForLoadState('networkidle')
      await page.evaluate('document.fonts.ready')
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await axeFindings(page), `${name}, ${colorScheme}`).toEqual([])
      }
      await page.emulateMedia({ colorScheme: null })
      await takePictures({ folder, page }, `${String(++number).padStart(2, '0')}-${name}`)
    },
    finish: (browser) => writeContactSheets(folder, browser),
  }
}
