// What a register without rows says.

import type { Page } from 'playwright-core'
import { expect } from 'vitest'

export async function filterEmptyRegister(page: Page): Promise<void> {
  await page.goto('/securite/blocages')
  await page.getByText('Personne n’est bloqué').waitFor()
  expect(await page.getByText(/ces filtres/).count()).toBe(0)
  await page.goto('/securite/blocages?q=personne')
  await page.getByText('Rien ne correspond à ces filtres').waitFor()
  await page.getByRole('button', { name: 'Effacer les filtres' }).click()
  await page.getByText('Personne n’est bloqué').waitFor()
}
