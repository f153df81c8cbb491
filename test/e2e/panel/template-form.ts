// The form of a template: what the keyboard comes to, and what is left alone while something is typed.

import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Panel } from './panel.ts'

/** The form stays open. */
export async function addLine(panel: Panel, page: Page): Promise<void> {
  await page.goto('/boites/modeles')
  await page.getByRole('button', { name: 'Ajouter un modèle' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Ajouter une boîte' }).click()
  await page.keyboard.type('urbanisme')
  const line = dialog.getByRole('group', { name: 'Boîte 3' })
  expect(await line.getByLabel('Avant l’arobase').inputValue()).toBe('urbanisme')
  await line.getByLabel('Quota (Go)').fill('20000')
  await line.getByText(/^Au plus 1.000.Go\.$/).waitFor()
  await panel.looker.look(page, 'modele-nouveau')
}

/** The form is open, with what {@link addLine} typed. */
export async function pressKeysOverForm(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  await page.keyboard.press('Control+k')
  expect(await page.getByRole('dialog', { name: 'Aller à' }).count()).toBe(0)
  await page.keyboard.press('Escape')
  expect(await dialog.getByLabel('Avant l’arobase').last().inputValue()).toBe('urbanisme')
  await dialog.getByRole('button', { name: 'Annuler' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Aller à' }).waitFor()
  await page.keyboard.press('Escape')
}
