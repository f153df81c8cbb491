// A row of a wide register on a phone: all its values and what can be done with it are in sight.

import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Path, a row. */
export const registers = [
  ['/communes', /Saulieu/],
  ['/boites', /mairie@mairie-saulieu/],
  ['/boites/alias', /contact@mairie-saulieu/],
  ['/boites/listes', /@mairie-saulieu/],
  ['/personnes', /Jeanne Morel/],
  ['/equipe', /Hélène Garnier/],
  ['/file-attente', /mairie@mairie-saulieu/],
] as const

const phone = { width: 390, height: 844 }

export async function openMenuOfRow(page: Page, path: string, row: RegExp): Promise<void> {
  const before = page.viewportSize()
  await page.setViewportSize(phone)
  await page.goto(path)
  const menu = page.getByRole('row', { name: row }).first().getByRole('button').last()
  await menu.waitFor()
  const box = await menu.boundingBox()
  expect(box?.x).toBeGreaterThan(0)
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(phone.width)
  for (const cell of await page.getByRole('row', { name: row }).first().getByRole('gridcell').all()) {
    const value = await cell.boundingBox()
    if (value !== null) expect(value.x + value.width).toBeLessThanOrEqual(phone.width)
  }
  await menu.click()
  await page.getByRole('menu').waitFor()
  await page.keyboard.press('Escape')
  if (before !== null) await page.setViewportSize(before)
}
