// Folders in a real browser: made, called otherwise, thrown away and brought back; the trash, out of which nothing goes unasked, and
// emptied.

import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from '#test/support/browser/browser.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import { inMailbox, newFolder } from '#test/support/dovecot/mailbox-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { webmailAlbum } from '#test/support/webmail/webmail-album.ts'

const webmail = await webmailUnderTest()
const look = webmailAlbum('folders')
const browser = await openBrowser()
afterAll(() => browser.close())
const cookie = await webmail.cookie()
await webmail.owner.pool.query("update person set role = 'member' where id = $1", [webmail.made.person])

await webmail.owner.pool.query('update mailbox set quota_bytes = 60000 where address = $1', [claire])

const put = (folder: string, subject: string, { mailbox = mairie, text = 'Bonjour' } = {}) =>
  inMailbox(webmail.dovecot, { mailbox, person: webmail.made.person }, async (client) => {
    if (folder !== 'INBOX' && folder !== 'Trash') await newFolder(client, folder)
    await client.append(folder, `From: Julie <julie@perreau.test>\r\nSubject: ${subject}\r\n\r\n${text}\r\n`)
  })

async function opened(path: string): Promise<Visit> {
  const tab = await visit(browser, webmail, 'desk')
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  await tab.context.addCookies([{ name, value: decodeURIComponent(value), url: webmail.origin }])
  await tab.page.goto(path)
  return tab
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const link = (page: Page, name: string) => page.locator('.folder-links').getByRole('link', { name })
const subjects = (page: Page) => page.locator('.list .row-subject b').allTextContents()
const listed = (page: Page, expected: readonly string[]) =>
  expect.poll(() => subjects(page), { timeout: 20_000 }).toEqual(expected)

test('a folder made, one in it, called otherwise, thrown away and brought back → seen beside the list each time', async () => {
  await using tab = await opened(`/b/${mairie}/INBOX`)
  const { page, complaints } = tab
  await button(page, 'Créer et gérer les dossiers').click()
  const dialog = page.getByRole('dialog', { name: 'Autres dossiers' })
  await dialog.getByText('Aucun dossier pour l’instant.').waitFor()
  await dialog.getByLabel('Nom du nouveau dossier').fill('Travaux')
  await button(page, 'Créer le dossier').click()
  await button(page, 'Modifier Travaux').waitFor()
  await dialog.getByLabel('Nom du nouveau dossier').fill('Travaux')
  await button(page, 'Créer le dossier').click()
  await dialog.getByText('Un dossier porte déjà ce nom à cet endroit.').waitFor()
  await dialog.getByLabel('Nom du nouveau dossier').fill('École')
  await dialog.getByRole('button', { name: /Dans/ }).click()
  await page.getByRole('option', { name: 'Travaux' }).click()
  await button(page, 'Créer le dossier').click()
  await button(page, 'Modifier École').waitFor()
  await look(page, 'dossiers')
  await button(page, 'Modifier Travaux').click()
  await dialog.getByLabel('Nom de Travaux').fill('Chantiers')
  await button(page, 'Enregistrer').click()
  await button(page, 'Modifier Chantiers').waitFor()
  await button(page, 'Supprimer Chantiers').click()
  await page.getByText('Le dossier Chantiers est dans la corbeille.').waitFor()
  await button(page, 'Annuler').click()
  await page.getByText('Le dossier Chantiers est revenu.').waitFor()
  await dialog.getByRole('button', { name: 'Fermer' }).click()
  await link(page, 'Chantiers').click()
  await page.getByRole('heading', { name: 'Chantiers' }).waitFor()
  await link(page, 'École').waitFor()
  expect(complaints).toEqual([])
})

test('what lies in the trash deleted → asked about first, and gone; the rest emptied at once', async () => {
  for (const subject of ['Un', 'Deux', 'Trois']) await put('Trash', subject)
  await using tab = await opened(`/b/${mairie}/Trash`)
  const { page, complaints } = tab
  await listed(page, ['Trois', 'Deux', 'Un'])
  const row = page.getByRole('row', { name: /Deux/ })
  await row.hover()
  await row.getByRole('button', { name: 'Supprimer' }).click()
  const asked = page.getByRole('alertdialog', { name: 'Supprimer définitivement cette conversation' })
  await asked.waitFor()
  await look(page, 'definitivement')
  await asked.getByRole('button', { name: 'Annuler' }).click()
  await listed(page, ['Trois', 'Deux', 'Un'])
  await row.hover()
  await row.getByRole('button', { name: 'Supprimer' }).click()
  await asked.getByRole('button', { name: 'Supprimer définitivement' }).click()
  await page.getByText('Conversation supprimée définitivement.').waitFor()
  await listed(page, ['Trois', 'Un'])
  await button(page, 'Vider la corbeille').click()
  const emptying = page.getByRole('alertdialog', { name: /Vider la corbeille/ })
  await emptying.waitFor()
  await look(page, 'vider')
  await emptying.getByRole('button', { name: 'Supprimer définitivement' }).click()
  await page.getByText('2 messages supprimés définitivement.').waitFor()
  await page.getByText('Ce dossier est vide.').waitFor()
  await look(page, 'vide')
  await put('Trash/Ancien', 'Vieux')
  await page.reload()
  await button(page, 'Vider la corbeille').click()
  await emptying.getByRole('button', { name: 'Supprimer définitivement' }).click()
  await button(page, 'Vider la corbeille').waitFor({ state: 'detached' })
  expect(await link(page, 'Ancien').count()).toBe(0)
  expect(complaints).toEqual([])
})

test('a box that fills up → how full, and its largest messages one press away; nothing in one with room', async () => {
  await put('INBOX', 'Plans', {
    mailbox: claire,
    text: 'Les plans de la station, page après page. '.repeat(1_300),
  })
  await using tab = await opened(`/b/${claire}/INBOX`)
  const { page, complaints } = tab
  await page.getByText(/Cette boîte (est presque pleine|contient)/).waitFor()
  await look(page, 'presque-pleine')
  await button(page, 'Voir les plus gros messages').click()
  await page.waitForURL(/q=plus-grand/)
  await page.goto(`/b/${mairie}/INBOX`)
  // All that was in it is deleted by now.
  await page.getByText('Votre boîte est prête').waitFor()
  expect(await page.getByText(/Cette boîte (est presque pleine|contient)/).count()).toBe(0)
  expect(complaints).toEqual([])
})

test('Ctrl+K, a few letters without an accent, Enter → that folder; another box, a page and the settings in the same way', async () => {
  await put('Séances', 'Ordre du jour')
  await using tab = await opened(`/b/${mairie}/INBOX`)
  const { page, complaints } = tab
  await link(page, 'Séances').waitFor()
  const field = page.getByLabel('Boîte, dossier ou page')
  const goTo = async (text: string, item: RegExp) => {
    await page.keyboard.press('Control+k')
    await field.fill(text)
    await page.getByRole('menuitem', { name: item }).waitFor()
  }
  await page.keyboard.press('Control+k')
  await field.waitFor()
  await look(page, 'aller-a')
  await page.keyboard.press('Escape')
  await field.waitFor({ state: 'detached' })
  await goTo('seances', /Séances/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Séances' }).waitFor()
  await listed(page, ['Ordre du jour'])
  await goTo('claire', new RegExp(claire))
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`/b/${claire}/INBOX`))
  await goTo('telephone', /Mon téléphone/)
  await page.keyboard.press('Enter')
  await page.waitForURL(/telephone|phone/)
  await goTo('reglages', /Réglages/)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Réglages' }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await field.fill('qqqq')
  await page.getByText(/Rien pour/).waitFor()
  await look(page, 'aller-a-rien', ['desk'])
  expect(complaints).toEqual([])
})

let filled: Promise<void> | null = null
/** A folder of 180 messages, Acte 179 the newest. */
const registre = () => {
  filled ??= inMailbox(webmail.dovecot, { mailbox: mairie, person: webmail.made.person }, async (client) => {
    await newFolder(client, 'Registre')
    for (let at = 0; at < 180; at++) {
      const source = `From: Julie <julie@perreau.test>\r\nSubject: Acte ${at}\r\n\r\nx\r\n`
      await client.append('Registre', source, [], new Date(Date.UTC(2026, 9, 1, 8, at)))
    }
  })
  return filled
}

test('a row ticked, then one far below with Maj → all between, those too that were never on the screen', async () => {
  await registre()
  await using tab = await opened(`/b/${mairie}/Registre`)
  const { page, complaints } = tab
  const tick = (subject: string) =>
    page
      .getByRole('row', { name: new RegExp(`, ${subject},`) })
      .getByRole('button', { name: /^Sélectionner/ })
  await tick('Acte 178').click()
  await page.evaluate(
    `(() => { const list = document.querySelector('.list-scroll'); list.scrollTop = list.scrollHeight })()`,
  )
  await tick('Acte 1').click({ modifiers: ['Shift'] })
  await page.getByText('178 sélectionnées').waitFor()
  expect(complaints).toEqual([])
})

test('reading on, by arrow and by key, past a page of the list and back, from wherever it was opened → to the last', async () => {
  await registre()
  await webmail.owner.pool.query('insert into person_settings (person_id, shortcuts) values ($1, true)', [
    webmail.made.person,
  ])
  // uids are one more than the numbers.
  await using tab = await opened(`/b/${mairie}/Registre/136`)
  const { page, complaints } = tab
  const isAt = (position: string) =>
    page.locator('.tools-position').getByText(position, { exact: true }).waitFor({ timeout: 20_000 })
  const isShown = (subject: string) => page.getByRole('heading', { name: subject, exact: true }).waitFor()
  const rowOf = (subject: string) => page.getByRole('row', { name: new RegExp(`, ${subject},`) })
  await isAt('45 sur 180')
  for (let at = 46; at <= 52; at++) {
    if (at % 2 === 0) await page.keyboard.press('j')
    else await button(page, 'Conversation suivante').click()
    await isAt(`${at} sur 180`)
  }
  await isShown('Acte 128')
  await look(page, 'lire-plus-loin', ['desk'])
  // One looks at the top of the list meanwhile: what is open stays where it is.
  await page.evaluate(`document.querySelector('.list-scroll').scrollTop = 0`)
  await rowOf('Acte 179').waitFor()
  for (const at of [51, 50, 49]) {
    await button(page, 'Conversation précédente').click()
    await isAt(`${at} sur 180`)
  }
  await isShown('Acte 131')
  // In the middle, as after a reload or by a link.
  await page.goto(`/b/${mairie}/Registre/79`)
  await isAt('102 sur 180')
  await expect.poll(() => rowOf('Acte 78').isVisible()).toBe(true)
  for (const at of [101, 100, 99]) {
    await page.keyboard.press('k')
    await isAt(`${at} sur 180`)
  }
  await page.goto(`/b/${mairie}/Registre/2`)
  await isAt('179 sur 180')
  await page.keyboard.press('j')
  await isAt('180 sur 180')
  expect(await button(page, 'Conversation suivante').isDisabled()).toBe(true)
  for (const found of [
    `/b/${mairie}/INBOX/156?q=Acte&in=Registre`,
    `/b/${mairie}/Registre/156?q=Acte&scope=folder`,
    `/toutes/${mairie}/Registre/156?q=Acte`,
  ]) {
    await page.goto(found)
    await isAt('25 sur 180')
    await page.keyboard.press('j')
    await isAt('26 sur 180')
    await isShown('Acte 154')
  }
  expect(complaints).toEqual([])
})
