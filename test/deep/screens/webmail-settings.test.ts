// Settings and labels in a real browser: what is chosen holds at once and after a reload, a signature and a template are written, a label
// is made, given by the keyboard and found; in every width and both themes, and what axe finds wrong.

import { ImapFlow } from 'imapflow'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'
import { openBrowser, type Visit, visit } from '#test/support/browser/browser.ts'
import { type Given, give } from '#test/support/browser/given-files.ts'
import { madePng } from '#test/support/browser/made-png.ts'
import { mairie } from '#test/support/database/commune.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { webmailAlbum } from '#test/support/webmail/webmail-album.ts'

const webmail = await webmailUnderTest()
const look = webmailAlbum('settings')
const browser = await openBrowser()
afterAll(() => browser.close())
const claire = await webmail.signIn()
const cookie = await webmail.cookie()
// Their session went through a second factor; that one is set up is all that the page still asks for.
await webmail.owner.pool.query('update person set two_factor_enabled = true')
const who = { mailbox: mairie, person: webmail.made.person }
const client = new ImapFlow({
  ...{ host: '127.0.0.1', port: webmail.dovecot.installation.ports.imap, secure: false, doSTARTTLS: false },
  logger: false,
  auth: { user: mairie, accessToken: await issueMailboxToken(who, webmail.dovecot.tokenKey, systemClock) },
})
await client.connect()
const append = (subject: string, fields = '') =>
  client.append(
    'INBOX',
    `From: Julie Perreau <julie@perreau.test>\r\nSubject: ${subject}\r\n${fields}\r\nBonjour\r\n`,
  )
for (const subject of ['Acte de naissance', 'Devis de toiture']) await append(subject)
afterAll(() => client.logout())

async function opened(path: string, width: 'desk' | 'phone' = 'desk'): Promise<Visit> {
  const tab = await visit(browser, webmail, width)
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  await tab.context.addCookies([{ name, value: decodeURIComponent(value), url: webmail.origin }])
  await tab.page.goto(path)
  return tab
}

const saved = (page: Page) =>
  page.waitForResponse((answer) => answer.url().endsWith('/settings') && answer.request().method() === 'PUT')

test('density, reading and undo chosen → at once, and still after a reload', async () => {
  await using tab = await opened(`/b/${mairie}/INBOX`)
  const { page } = tab
  await page.getByRole('button', { name: 'Réglages' }).click()
  await page.getByRole('tab', { name: 'Affichage' }).waitFor()
  await look(page, 'affichage')
  await Promise.all([saved(page), page.getByText('Une ligne par conversation').click()])
  await page.locator('.app[data-density=compact]').waitFor()
  await Promise.all([saved(page), page.getByText('À la place de la liste').click()])
  await page.getByRole('tab', { name: 'Envoi', exact: true }).click()
  await page.getByRole('button', { name: /Délai pour annuler un envoi/ }).click()
  await Promise.all([saved(page), page.getByRole('option', { name: '30 secondes' }).click()])
  await look(page, 'envoi')
  await page.reload()
  await page.locator('.app[data-density=compact][data-pane=none]').waitFor()
  await look(page, 'compacte')
  await page.getByRole('row', { name: /Acte de naissance/ }).click()
  await page.getByRole('heading', { name: 'Acte de naissance' }).waitFor()
  expect(await page.locator('.list').isVisible()).toBe(false)
  await look(page, 'lecture-seule')
  await page.getByRole('button', { name: 'Retour à la liste' }).click()
  await page.getByRole('button', { name: 'Réglages' }).click()
  await Promise.all([saved(page), page.getByText('Deux lignes par conversation').click()])
  await Promise.all([saved(page), page.getByText('La liste reste visible').click()])
  expect(tab.complaints).toEqual([])
})

test('a setting chosen while the one before is on its way → both hold, each sent alone and in its turn', async () => {
  await using tab = await opened(`/b/${mairie}/INBOX`)
  const { page } = tab
  const first = Promise.withResolvers<void>()
  const sent: unknown[] = []
  await page.route('**/api/v1/settings', async (route) => {
    if (route.request().method() === 'PUT') {
      sent.push(route.request().postDataJSON())
      if (sent.length === 1) await first.promise
    }
    await route.continue()
  })
  await page.getByRole('button', { name: 'Réglages' }).click()
  await page.getByText('Une ligne par conversation').click()
  await page.locator('.app[data-density=compact]').waitFor()
  await page.getByText('À la place de la liste').click()
  const both = page.locator('.app[data-density=compact][data-pane=none]')
  await both.waitFor()
  expect(sent).toEqual([{ density: 'compact' }])
  first.resolve()
  const kept = async () => await (await claire.ask('GET /settings')).json()
  await expect.poll(kept).toMatchObject({ density: 'compact', readingPane: 'none' })
  expect(sent).toEqual([{ density: 'compact' }, { readingPane: 'none' }])
  expect(await both.count()).toBe(1)
  const house = { density: 'comfortable', readingPane: 'right' }
  expect((await claire.ask('PUT /settings', house)).status).toBe(200)
  expect(tab.complaints).toEqual([])
})

test('keys of one’s own, by the keyboard alone → said, used at once and after a reload, and given back', async () => {
  await using tab = await opened(`/b/${mairie}/INBOX`)
  const { page } = tab
  await page.getByRole('button', { name: 'Réglages' }).click()
  await page.getByRole('tab', { name: 'Raccourcis du clavier' }).click()
  await Promise.all([saved(page), page.getByText('Raccourcis d’une seule touche').click()])
  await look(page, 'raccourcis')
  await page.getByRole('button', { name: 'Changer les touches' }).click()
  const said = page.getByRole('tabpanel').getByRole('status')
  await said.getByText(/^Placez-vous sur une touche/).waitFor()
  const keyOf = (does: string) => page.getByRole('textbox', { name: does, exact: true })
  await keyOf('Conversation suivante').focus()
  await Promise.all([saved(page), page.keyboard.press('y')])
  await said.getByText('Conversation suivante : y.').waitFor()
  await page.keyboard.press('Tab')
  await Promise.all([saved(page), page.keyboard.press('y')])
  await said.getByText('Conversation précédente : y. Conversation suivante : k.').waitFor()
  // What moves about the page is no key that can be had.
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('F2')
  expect(await keyOf('Conversation suivante').inputValue()).toBe('k')
  await look(page, 'raccourcis-choisis')
  await page.getByRole('button', { name: 'Terminé' }).click()
  await page.goto(`/b/${mairie}/INBOX`)
  await page.getByRole('row', { name: /Acte/ }).waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Raccourcis du clavier' }).getByText('Changer les touches').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const focused = page.locator('[role=row]:focus')
  await page.keyboard.press('k')
  await focused.filter({ hasText: 'Acte' }).waitFor()
  await page.keyboard.press('y')
  await focused.filter({ hasText: 'Devis' }).waitFor()
  await page.keyboard.press('?')
  const map = page.getByRole('dialog')
  await map.getByRole('button', { name: 'Changer les touches' }).click()
  const restore = map.getByRole('button', { name: 'Remettre les touches d’origine' })
  await Promise.all([saved(page), restore.click()])
  await page.getByText('Les touches sont de nouveau celles d’origine.').waitFor()
  await map.locator('button:focus', { hasText: 'Remettre' }).waitFor()
  expect(await keyOf('Conversation suivante').inputValue()).toBe('j')
  // As a keyboard on the screen writes, which tells no keys.
  await keyOf('Archiver').focus()
  await Promise.all([saved(page), page.keyboard.insertText('w')])
  expect(await keyOf('Archiver').inputValue()).toBe('w')
  await Promise.all([saved(page), restore.click()])
  expect(tab.complaints).toEqual([])
})

test('a signature proposed, written and kept; a template beside it', async () => {
  await using tab = await opened(`/b/${mairie}/INBOX`)
  const { page } = tab
  await page.getByRole('button', { name: 'Réglages' }).click()
  await page.getByRole('tab', { name: 'Signatures' }).click()
  await page.getByText('Aucune signature dans cette boîte.').waitFor()
  await page.getByRole('button', { name: 'Nouvelle signature' }).click()
  const text = page.getByLabel('Texte de la signature')
  await text.getByText('Claire Garnier').waitFor()
  await page.locator('.field-label', { hasText: 'Texte de la signature' }).click()
  await page.locator('.compose-text:focus').waitFor()
  await text.fill('Claire Garnier\nMairie de Saulieu\n\nOuvert le mardi <matin>')
  await text.getByText('Claire Garnier').selectText()
  await page.getByRole('button', { name: 'Gras' }).click()
  await page.getByRole('button', { name: 'Lien', exact: true }).click()
  await page.getByLabel('Adresse du lien').fill('www.saulieu.fr')
  await page.keyboard.press('Enter')
  // The form around it was not sent with the link.
  await text.getByRole('link', { name: 'Claire Garnier' }).waitFor()
  await look(page, 'signature')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Par défaut').waitFor()
  await look(page, 'signatures')
  await page.getByRole('button', { name: /Modifier la signature/ }).click()
  await text.locator('strong').getByText('Claire Garnier').waitFor()
  expect(await text.getByRole('link').getAttribute('href')).toBe('https://www.saulieu.fr/')
  expect(await text.textContent()).toContain('Ouvert le mardi <matin>')
  await page.getByRole('button', { name: 'Annuler' }).click()
  await page.getByRole('tab', { name: 'Modèles' }).click()
  await page.getByRole('button', { name: 'Nouveau modèle' }).click()
  await page.getByLabel('Nom', { exact: true }).fill('Accusé de réception')
  await page.getByLabel('Objet').fill('Votre demande')
  await look(page, 'modele')
  await page.getByLabel('Texte du modèle').fill('Bonjour,\n\nNous avons bien reçu votre demande.')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Accusé de réception').waitFor()
  await look(page, 'modeles')
  expect(tab.complaints).toEqual([])
})

const logo: Given = { name: 'logo.png', type: 'image/png', octets: madePng(120, 80) }

/** As a page elsewhere is copied. */
const pastePage = (page: Page, html: string) =>
  page.evaluate(`(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', ${JSON.stringify(html)})
    const pasted = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData })
    document.querySelector('.compose-text').dispatchEvent(pasted)
  })()`)

test('a picture pasted, dropped or copied with a page → the form says that it keeps none, and the text comes', async () => {
  await using tab = await opened(`/b/${mairie}/INBOX`)
  const { page } = tab
  await page.getByRole('button', { name: 'Réglages' }).click()
  await page.getByRole('tab', { name: 'Modèles' }).click()
  const refused = page.getByText(/^Un modèle ne garde ni image ni fichier/)
  const newForm = async () => {
    await page.getByRole('button', { name: 'Nouveau modèle' }).click()
    await page.locator('.compose-text').waitFor()
    expect(await refused.count()).toBe(0)
  }
  for (const how of ['paste', 'drop'] as const) {
    await newForm()
    await give(page, how, '.compose-text', [logo])
    await refused.waitFor()
    expect(await page.locator('.compose-text img').count()).toBe(0)
    if (how === 'drop') await look(page, 'modele-sans-image')
    await page.getByRole('button', { name: 'Annuler' }).click()
  }
  await newForm()
  await pastePage(page, '<p>Mairie <img src="https://away.test/logo.png">de Saulieu</p>')
  await refused.waitFor()
  await page.locator('.compose-text').getByText('Mairie de Saulieu').waitFor()
  expect(tab.complaints).toEqual([])
})

test('a label made, given with the key l, seen on row and conversation, found by it, deleted', async () => {
  const settings = {
    ...{ undoSeconds: 10, density: 'comfortable', readingPane: 'right' },
    ...{ shortcuts: true, receipts: 'ask' },
  }
  expect((await claire.ask('PUT /settings', settings)).status).toBe(200)
  await using tab = await opened(`/b/${mairie}/INBOX`)
  const { page } = tab
  await page.getByRole('button', { name: 'Créer et gérer les libellés' }).click()
  await page.getByLabel('Nom du nouveau libellé').fill('État civil')
  await page.getByRole('radio', { name: 'Cyan' }).check({ force: true })
  await look(page, 'libelles')
  await page.getByRole('button', { name: 'Créer le libellé' }).click()
  await page.getByRole('button', { name: 'Modifier État civil' }).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click()
  await page.getByRole('link', { name: 'État civil', exact: true }).waitFor()
  await page.getByRole('row', { name: /Acte de naissance/ }).click()
  await page.getByRole('heading', { name: 'Acte de naissance' }).waitFor()
  await page.keyboard.press('l')
  await page.getByRole('menuitemcheckbox', { name: 'État civil' }).waitFor()
  await look(page, 'menu')
  await page.getByRole('menuitemcheckbox', { name: 'État civil' }).click()
  await page.getByRole('row', { name: /libellé État civil/ }).waitFor()
  await page.locator('.conversation-head .label', { hasText: 'État civil' }).waitFor()
  await page.keyboard.press('Escape')
  await look(page, 'libellee')
  await page.getByRole('link', { name: 'État civil', exact: true }).click()
  await page.waitForURL(/q=/)
  await page.getByRole('row', { name: /Acte de naissance/ }).waitFor()
  // The rows of before may stay for a moment.
  await expect.poll(() => page.getByRole('row', { name: /Devis/ }).count()).toBe(0)
  await page.getByRole('button', { name: 'Créer et gérer les libellés' }).click()
  await page.getByRole('button', { name: 'Supprimer État civil' }).click()
  await page.getByRole('alertdialog', { name: /^Supprimer/ }).waitFor()
  await look(page, 'supprimer-libelle')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Supprimer' }).click()
  await page.getByText('Le libellé État civil est supprimé.').waitFor()
  await page.getByRole('link', { name: 'État civil', exact: true }).waitFor({ state: 'detached' })
  expect(tab.complaints).toEqual([])
})

test('a phone → settings and labels behind the menu', async () => {
  await using tab = await opened(`/b/${mairie}/INBOX`, 'phone')
  const { page } = tab
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('dialog').getByRole('heading', { name: 'Libellés' }).waitFor()
  await look(page, 'telephone-menu', ['phone'])
  await page.getByRole('dialog').getByRole('button', { name: 'Réglages' }).click()
  await page.getByRole('tab', { name: 'Affichage' }).waitFor()
  await look(page, 'telephone-affichage', ['phone'])
})

test('conversations turned off → a row for each message, opened alone; turned on again → one row', async () => {
  await append('Cantine', 'Message-ID: <cantine@perreau.test>\r\n')
  await append('Re: Cantine', 'In-Reply-To: <cantine@perreau.test>\r\n')
  await using tab = await opened(`/b/${mairie}/INBOX`)
  const { page } = tab
  const rows = page.getByRole('row', { name: /Cantine/ })
  const messages = page.locator('.pane article, .pane .fold')
  await expect.poll(() => rows.count()).toBe(1)
  await rows.click()
  await expect.poll(() => messages.count()).toBe(2)
  const regroup = async (label: string) => {
    await page.getByRole('button', { name: 'Réglages' }).click()
    await Promise.all([saved(page), page.getByText(label).click()])
    await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click()
  }
  await regroup('Regrouper un message et ses réponses sur une ligne')
  await expect.poll(() => rows.count()).toBe(2)
  await page.getByRole('row', { name: /Re: Cantine/ }).click()
  await expect.poll(() => messages.count()).toBe(1)
  await look(page, 'sans-conversations')
  await page.goto(`/toutes`)
  await expect.poll(() => rows.count()).toBe(2)
  await regroup('Regrouper un message et ses réponses sur une ligne')
  await expect.poll(() => rows.count()).toBe(1)
  expect(tab.complaints).toEqual([])
})
