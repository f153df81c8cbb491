import { readFileSync } from 'node:fs'
import { openBrowser, visit } from './test/support/browser.ts'
const accounts = JSON.parse(readFileSync('/var/tmp/first/var/secrets/demo-accounts.json', 'utf8'))
const { address, password } = accounts[Number(process.argv[2] ?? 1)]
const origin = 'http://localhost:24800'
const browser = await openBrowser()
for (const width of ['desk', 'phone'] as const) {
  const seen = await visit(browser, origin, width)
  const { page, complaints } = seen
  await page.goto('/connexion')
  await page.waitForTimeout(500)
  await page.screenshot({ path: `/tmp/look/${width}-1-login.png` })
  await page.getByLabel(/adresse/i).first().fill(address)
  await page.keyboard.press('Enter')
  await page.waitForTimeout(700)
  await page.screenshot({ path: `/tmp/look/${width}-2-password.png` })
  const field = page.locator('input[type=password]').first()
  if (await field.isVisible().catch(() => false)) { await field.fill(password); await page.keyboard.press('Enter') }
  await page.waitForTimeout(4000)
  await page.screenshot({ path: `/tmp/look/${width}-3-inbox.png` })
  const row = page.getByRole('row').nth(2)
  await row.click().catch((e) => console.log(String(e).slice(0, 200)))
  await page.waitForTimeout(2500)
  await page.screenshot({ path: `/tmp/look/${width}-4-open.png` })
  console.log(width, page.url(), complaints)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.waitForTimeout(500)
  await page.screenshot({ path: `/tmp/look/${width}-5-dark.png` })
  await seen[Symbol.asyncDispose]()
}
await browser.close()
