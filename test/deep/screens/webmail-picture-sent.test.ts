// A picture in the text, on a whole installation: pasted in one browser, there in another one, sent, and seen where it came.

import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, visit } from '#test/support/browser/browser.ts'
import { madePng } from '#test/support/browser/made-png.ts'
import {
  accountOf,
  type Stack,
  type StackOverview,
  startStack,
  webmailOf,
} from '#test/support/stack/stack.ts'
import { begin, button, fill, windowOf } from '#test/support/webmail/webmail-writing.ts'

let stack: Stack
let overview: StackOverview
let browser: Browser

beforeAll(async () => {
  stack = await startStack()
  overview = await stack.overview()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await stack?.[Symbol.asyncDispose]()
})

async function signedIn(box: string) {
  const account = accountOf(overview, box)
  const visited = await visit(browser, webmailOf(stack))
  const { page } = visited
  await page.goto('/connexion')
  await page.getByLabel('Votre adresse').fill(account.address)
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.getByLabel('Mot de passe', { exact: true }).fill(account.password)
  await page.getByRole('button', { name: 'Ouvrir ma messagerie' }).click()
  await page.getByRole('navigation', { name: /^Dossiers de/ }).waitFor()
  return visited
}

const author = 'philippe.moreau@mairie-saulieu.test'
const reader = 'francois.lambert@mairie-flavigny-sur-ozerain.test'

const pasted = (page: Page, octets: Buffer) =>
  page.evaluate(`(() => {
    const clipboardData = new DataTransfer()
    const octets = Uint8Array.from(atob('${octets.toString('base64')}'), (sign) => sign.charCodeAt(0))
    clipboardData.items.add(new File([octets], 'image.png', { type: 'image/png' }))
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.querySelector('.compose-text').dispatchEvent(event)
  })()`)

const widthOf = (image: Locator): Promise<unknown> =>
  image.evaluate((node: object) => Reflect.get(node, 'naturalWidth'))

test('pasted, opened again in another browser where it cannot be had at first, sent → the picture inside the message where it came; an answer quotes it', async () => {
  {
    await using first = await signedIn(author)
    const window = await begin(first)
    await fill(window, { to: reader, subject: 'Plan de la salle', text: 'Voici le plan.' })
    const come = first.page.waitForResponse((answer) => answer.url().includes('/attachments?'))
    await pasted(first.page, madePng(300, 120))
    await window.locator('.compose-picture img').waitFor()
    expect((await come).status()).toBe(200)
    await first.page.keyboard.press('Escape')
    await window.waitFor({ state: 'detached' })
  }
  await using second = await signedIn(author)
  await second.page.clock.install()
  // Where it was read, and where it is looked for then.
  let missing = 2
  await second.page.route('**/attachment?*', (route) => (missing-- > 0 ? route.abort() : route.continue()))
  // Rows may be there before folders are.
  const clicked = Promise.withResolvers<void>()
  await second.page.route('**/folders', async (route) => {
    await clicked.promise
    await route.continue()
  })
  await second.page.goto(`/b/${author}/Drafts`)
  await second.page.getByRole('row', { name: /Plan de la salle/ }).click()
  clicked.resolve()
  const again = windowOf(second.page, 'Nouveau message')
  await again.getByLabel('Objet').waitFor()
  await expect.poll(() => missing).toBeLessThanOrEqual(0)
  // Nobody writes, and yet it is asked for again.
  const shown = again.locator('.compose-picture img')
  await expect
    .poll(async () => {
      await second.page.clock.fastForward(10_000)
      return await shown.isVisible()
    })
    .toBe(true)
  await expect.poll(() => widthOf(shown)).toBe(300)
  expect(await again.getByRole('list', { name: 'Pièces jointes' }).count()).toBe(0)
  await button(again, 'Envoyer').click()
  await second.page.getByText('Message envoyé.').waitFor()

  await using third = await signedIn(reader)
  const { page } = third
  await page.goto(`/b/${reader}/INBOX`)
  await page.getByRole('row', { name: /Plan de la salle/ }).click({ timeout: 60_000 })
  const image = page.frameLocator('iframe.html-frame').getByAltText('Image')
  await image.waitFor()
  await expect.poll(() => widthOf(image)).toBe(300)
  await page.frameLocator('iframe.html-frame').getByText('Voici le plan.').waitFor()
  expect(await page.getByText('image.png').count()).toBe(0)
  await button(page, 'Répondre').click()
  const answer = windowOf(page, 'Réponse')
  await button(answer, 'Afficher le texte cité').click()
  const quoted = answer.frameLocator('iframe.html-frame').getByAltText('Image')
  await expect.poll(() => widthOf(quoted)).toBe(300)
  for (const { complaints } of [second, third]) expect(complaints).toEqual([])
})
