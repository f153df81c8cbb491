// The page at which one signs in to the panel, as it is built, in a real browser.

import { expect, test } from 'vitest'
import { startTestAdmin } from '#test/support/admin/admin.ts'
import { openBrowser, visit } from '#test/support/browser/browser.ts'

test('who cannot get in to the panel → the number of the support, to be called from there', async () => {
  await using admin = await startTestAdmin()
  const browser = await openBrowser()
  try {
    await using visited = await visit(browser, admin, 'desk')
    const { page } = visited
    await page.goto('/connexion')
    const call = page.locator('.entrance-foot').getByRole('link', { name: '03 53 01 00 00' })
    await call.waitFor()
    expect(await call.getAttribute('href')).toBe('tel:0353010000')
    await page.getByText('Assistance du Département :').waitFor()
  } finally {
    await browser.close()
  }
})
