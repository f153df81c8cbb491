// A box that is new, in a real browser: what it offers, what of it is done, and that it is offered no more once one had enough.

import { afterAll, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from '#test/support/browser/browser.ts'
import { mairie } from '#test/support/database/commune.ts'
import { deliverTo } from '#test/support/webmail/box-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { webmailAlbum } from '#test/support/webmail/webmail-album.ts'

const webmail = await webmailUnderTest()
const look = webmailAlbum('first-steps')
const browser = await openBrowser()
afterAll(() => browser.close())
const cookie = await webmail.cookie()
await webmail.owner.pool.query('update person set two_factor_enabled = true')
const inbox = `/b/${mairie}/INBOX`

async function opened(path: string): Promise<Visit> {
  const tab = await visit(browser, webmail)
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  await tab.context.addCookies([{ name, value: decodeURIComponent(value), url: webmail.origin }])
  await tab.page.goto(path)
  return tab
}

test('an empty new box → its steps; a signature written is told as done; ended → offered no more', async () => {
  await using tab = await opened(inbox)
  const { page } = tab
  await page.getByRole('heading', { name: 'Votre boîte est prête' }).waitFor()
  await look(page, 'boite-neuve')
  await page.getByRole('link', { name: 'Commencer' }).click()
  await page.getByRole('heading', { name: 'Premiers pas' }).waitFor()
  await look(page, 'premiers-pas')
  await page.getByRole('button', { name: 'Écrire ma signature' }).click()
  await page.getByRole('tab', { name: 'Signatures', selected: true }).waitFor()
  await page.getByRole('button', { name: 'Nouvelle signature' }).click()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Par défaut').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click()
  await page.getByRole('listitem').filter({ hasText: 'Votre signature' }).getByText('Fait').waitFor()
  await look(page, 'signature-faite')
  await page.getByRole('link', { name: 'Importer mes contacts' }).click()
  await page.waitForURL(/\/contacts\/.*importer/)
  await page.goBack()
  await page.getByRole('link', { name: 'Ajouter mon téléphone' }).click()
  await page.getByRole('heading', { name: 'Mon téléphone' }).waitFor()
  await page.goBack()
  await page.getByRole('link', { name: 'Plus tard' }).click()
  await page.getByRole('navigation', { name: /Dossiers de/ }).waitFor()
  await page.goto(inbox)
  await page.getByRole('link', { name: 'Commencer' }).click()
  await page.getByRole('button', { name: 'J’ai terminé' }).click()
  await page.getByRole('navigation', { name: /Dossiers de/ }).waitFor()
  await page.goto(inbox)
  await page.getByRole('heading', { name: 'Tout est lu. Bonne journée.' }).waitFor()
  // Also on another machine.
  await using elsewhere = await opened('/compte/premiers-pas')
  await elsewhere.page.waitForURL(/\/b\//)
  expect([...tab.complaints, ...elsewhere.complaints]).toEqual([])
})

test('« Ne plus proposer » → the empty box says that all is read', async () => {
  await webmail.owner.pool.query('update person_settings set first_steps = true')
  await using tab = await opened(inbox)
  await tab.page.getByRole('button', { name: 'Ne plus proposer' }).click()
  await tab.page.getByRole('heading', { name: 'Tout est lu. Bonne journée.' }).waitFor()
  await expect
    .poll(async () => (await webmail.owner.pool.query('select first_steps from person_settings')).rows)
    .toEqual([{ first_steps: false }])
})

test('a box that mail came to, all of it filed → nothing of first steps', async () => {
  await webmail.owner.pool.query('update person_settings set first_steps = true')
  await deliverTo(webmail, mairie, 'Arrêté de voirie')
  await using tab = await opened(inbox)
  const { page } = tab
  await page.getByRole('row', { name: /Arrêté de voirie/ }).click()
  await page.getByRole('button', { name: 'Archiver' }).first().click()
  await page.getByRole('heading', { name: 'Tout est lu. Bonne journée.' }).waitFor()
})
