// Searching in a real browser against Dovecot's full text: the form and the text are one query, in a folder, a box, or all of
// them; all boxes as one list, whose rows are read, filed and answered in the box they lie in; rows dragged to folders; and a box
// taken along as a file.

import { buffer } from 'node:stream/consumers'
import type { Locator, Page, Response } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import type { EmailAddress } from '#core/address/email-address.ts'
import { downloaded, openBrowser, type Visit, visit } from '#test/support/browser/browser.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import { inMailbox, messagesIn, newFolder } from '#test/support/dovecot/mailbox-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { webmailAlbum } from '#test/support/webmail/webmail-album.ts'
import { windowOf } from '#test/support/webmail/webmail-writing.ts'
import { readMbox } from '../../webmail/api/export/read-mbox.ts'

const webmail = await webmailUnderTest()
const look = webmailAlbum('search')
const browser = await openBrowser()
afterAll(() => browser.close())
const cookie = await webmail.cookie()
// Whose role needs no second factor reads at once.
await webmail.owner.pool.query("update person set role = 'member' where id = $1", [webmail.made.person])

const inBox = <Value>(mailbox: EmailAddress, work: Parameters<typeof inMailbox<Value>>[2]) =>
  inMailbox(webmail.dovecot, { mailbox, person: webmail.made.person }, work)

interface Sent {
  readonly from: string
  readonly subject: string
  readonly html: string
  readonly day: number
  readonly folder?: string
  readonly flags?: string[]
  readonly file?: string
}

function sourceOf({ from, subject, html, file }: Sent): string {
  const head = [`From: ${from}`, `To: ${mairie}`, `Subject: ${subject}`, 'MIME-Version: 1.0']
  const text = ['Content-Type: text/html; charset=utf-8', '', html]
  if (file === undefined) return [...head, ...text, ''].join('\r\n')
  const attached = [
    `Content-Type: application/pdf; name="${file}"`,
    `Content-Disposition: attachment; filename="${file}"`,
  ]
  const parts = ['--out', ...text, '--out', ...attached, '', '%PDF-1.4', '--out--', '']
  return [...head, 'Content-Type: multipart/mixed; boundary="out"', '', ...parts].join('\r\n')
}

const put = (mailbox: EmailAddress, messages: readonly Sent[]) =>
  inBox(mailbox, async (client) => {
    for (const each of messages) {
      const { folder = 'INBOX', flags = [], day } = each
      await client.append(folder, sourceOf(each), flags, new Date(Date.UTC(2026, 9, day, 8, day)))
    }
  })

const vauthier = 'Sophie Vauthier <contact@vauthier.test>'
const perreau = 'Julie Perreau <julie@perreau.test>'

beforeAll(async () => {
  await inBox(mairie, (client) => newFolder(client, 'Délibérations'))
  await put(mairie, [
    {
      from: vauthier,
      subject: 'Devis',
      html: '<p>La <b>toiture</b> de l’école</p>',
      day: 1,
      file: 'Devis.pdf',
    },
    { from: vauthier, subject: 'Toitures', html: '<p>Facture</p>', day: 2, folder: 'Archive' },
    { from: perreau, subject: 'Cantine', html: '<p>Pour la toiture ?</p>', day: 3, flags: ['\\Seen'] },
    { from: perreau, subject: 'Acte', html: '<p>Une copie</p>', day: 5 },
    { from: perreau, subject: 'Jeté', html: '<p>toiture</p>', day: 5, folder: 'Trash' },
  ])
  await put(claire, [
    { from: perreau, subject: 'Personnel', html: '<p>La toiture de chez nous</p>', day: 4 },
    { from: vauthier, subject: 'Chantier', html: '<p>Lundi</p>', day: 6, flags: ['\\Seen'] },
  ])
})

async function opened(path: string, signedIn = cookie): Promise<Visit> {
  const tab = await visit(browser, webmail)
  await goto(tab, path, signedIn)
  return tab
}

async function goto(tab: Visit, path: string, signedIn = cookie): Promise<void> {
  const [name = '', value = ''] = signedIn.split(/=(.*)/s)
  await tab.context.addCookies([{ name, value: decodeURIComponent(value), url: webmail.origin }])
  await tab.page.goto(path)
}

const inbox = `/b/${mairie}/INBOX`
const field = (page: Page) => page.locator('[data-search]')
const subjects = async (page: Page): Promise<readonly string[]> =>
  await page.locator('.list .row-subject b').allTextContents()
const listed = (page: Page, expected: readonly string[]) =>
  expect.poll(() => subjects(page), { timeout: 20_000 }).toEqual(expected)
/** The page has made something of an answer: the browser tells us of it a moment earlier. */
async function readBy(page: Page, answer: Response): Promise<void> {
  await answer.finished()
  await page.evaluate('new Promise((read) => requestAnimationFrame(() => setTimeout(read)))')
}
const button = (page: Page | Locator, name: string) => page.getByRole('button', { name, exact: true })

test('a word typed → found in the whole box, marked in the list and in the message, each from its folder', async () => {
  await using tab = await opened(inbox)
  const { page } = tab
  await field(page).fill('toiture')
  await page.keyboard.press('Enter')
  await listed(page, ['Cantine', 'Toitures', 'Devis'])
  expect(await page.locator('.list mark').allTextContents()).toEqual(['toiture', 'Toitures', 'toiture'])
  await page.getByRole('row', { name: /Toitures.*dans Archives/ }).click()
  await page.getByRole('heading', { name: 'Toitures' }).waitFor()
  expect(page.url()).toContain('in=Archive')
  await listed(page, ['Cantine', 'Toitures', 'Devis'])
  await page.getByRole('row', { name: /Devis/ }).click()
  await page.frameLocator('iframe.html-frame').locator('mark', { hasText: 'toiture' }).waitFor()
  await look(page, 'found')
  await button(page, 'Ce dossier').click()
  await listed(page, ['Cantine', 'Devis'])
  await button(page, 'Pièces jointes').click()
  await listed(page, ['Devis'])
  expect(tab.complaints).toEqual([])
})

test('a word typed, and a pause → asked for before Enter, and not again', async () => {
  await using tab = await visit(browser, webmail)
  const { page } = tab
  // What happens in the box, and that one listens to it from now on, rightly makes an answer stale: here nothing is heard.
  await page.route('**/api/v1/events', () => undefined)
  await goto(tab, inbox)
  const asked: string[] = []
  page.on('request', (request) => {
    const q = new URL(request.url()).searchParams.get('q')
    if (q !== null && request.url().includes('/api/')) asked.push(q)
  })
  const answered = page.waitForResponse((response) => response.url().includes('q=toiture'))
  await field(page).fill('toiture')
  await readBy(page, await answered)
  expect(page.url()).not.toContain('q=')
  await page.keyboard.press('Enter')
  await listed(page, ['Cantine', 'Toitures', 'Devis'])
  expect(asked).toEqual(['toiture'])
  expect(tab.complaints).toEqual([])
})

test('more is typed while a beginning is being answered → the whole is asked for after it, nothing of in between', async () => {
  await using tab = await visit(browser, webmail)
  const { page } = tab
  await page.route('**/api/v1/events', () => undefined)
  await goto(tab, inbox)
  const asked: (string | null)[] = []
  const beginning = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  await page.route(
    (url) => url.pathname.startsWith('/api/') && url.searchParams.has('q'),
    async (route) => {
      const q = new URL(route.request().url()).searchParams.get('q')
      asked.push(q)
      if (q === 'toit') {
        beginning.resolve()
        await released.promise
      }
      await route.continue()
    },
  )
  await field(page).fill('toit')
  await beginning.promise
  const answered = page.waitForResponse((response) => response.url().includes('q=toiture'))
  await page.keyboard.type('ure')
  released.resolve()
  await readBy(page, await answered)
  expect(page.url()).not.toContain('q=')
  expect(asked).toEqual(['toit', 'toiture'])
})

test('what is typed cannot be asked for ahead → nothing said of it; on Enter it is asked for', async () => {
  await using tab = await opened(inbox)
  const { page } = tab
  const away = (url: URL) => url.searchParams.get('q') === 'cantine'
  const problem = { code: 'try-later', title: 'x', status: 503 }
  await page.route(away, (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
  )
  // Whatever banner comes, and goes again.
  await page.evaluate(`new MutationObserver(() => {
    if (document.querySelector('.banner') !== null) document.body.dataset.wasAway = ''
  }).observe(document.body, { childList: true, subtree: true })`)
  const refused = page.waitForResponse((response) => away(new URL(response.url())))
  await field(page).fill('cantine')
  // Who presses Enter before has asked for it, and is told.
  await readBy(page, await refused)
  await page.unroute(away)
  await page.keyboard.press('Enter')
  await listed(page, ['Cantine'])
  expect(await page.evaluate('document.body.dataset.wasAway')).toBeUndefined()
})

test('an answer that takes a while → the page says that it is on its way, then what was found', async () => {
  await using tab = await opened(inbox)
  const { page } = tab
  await listed(page, ['Acte', 'Cantine', 'Devis'])
  const held = Promise.withResolvers<void>()
  await page.route(
    (url) => url.searchParams.get('q') === 'chaudière',
    async (route) => {
      await held.promise
      await route.continue()
    },
  )
  await field(page).fill('chaudière')
  await page.keyboard.press('Enter')
  await page.locator('.list .row-skeleton').first().waitFor()
  expect(new URL(page.url()).searchParams.get('q')).toBe('chaudière')
  held.resolve()
  await page.locator('.list .void h2', { hasText: 'chaudière' }).waitFor()
  expect(tab.complaints).toEqual([])
})

test('Enter, and another folder before the answer → one stays there', async () => {
  await using tab = await opened(inbox)
  const { page } = tab
  await listed(page, ['Acte', 'Cantine', 'Devis'])
  // Asked for as soon as it stands there whole.
  const answered = page.waitForResponse((response) => response.url().includes('q=toiture'))
  await field(page).fill('toiture')
  await page.evaluate(`
    document.querySelector('.list-search').requestSubmit()
    document.querySelector('.folder-links a[href$="/Archive"]').click()
  `)
  await readBy(page, await answered)
  await listed(page, ['Toitures'])
  expect(new URL(page.url()).search).toBe('')
})

test('« Toutes mes boîtes » chosen in the form → searched in all of them, not where one was', async () => {
  await using tab = await opened(inbox)
  const { page } = tab
  await button(page, 'Options de recherche').click()
  const form = page.getByRole('dialog', { name: 'Options de recherche' })
  await form.getByLabel('Contient').fill('toiture')
  await form.getByRole('button', { name: /Chercher dans/ }).click()
  await page.getByRole('option', { name: 'Toutes mes boîtes' }).click()
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('q=toiture')) asked.push(new URL(request.url()).pathname)
  })
  await form.getByRole('button', { name: 'Rechercher' }).click()
  await page.waitForURL(/\/toutes\?q=toiture/)
  await page.getByRole('row', { name: /Personnel/ }).waitFor()
  // A second search, in the folder, would be asked for with the first and be shown after it.
  expect(new Set(asked)).toEqual(new Set(['/api/v1/conversations']))
})

test('the form filled in → the text in the field; the text changed → the form', async () => {
  await using tab = await opened(inbox)
  const { page } = tab
  await button(page, 'Options de recherche').click()
  const form = page.getByRole('dialog', { name: 'Options de recherche' })
  await form.getByLabel('De', { exact: true }).fill('vauthier')
  await form.getByLabel('À partir du').fill('2026-10-01')
  await form.getByText('Avec une pièce jointe').click()
  expect(await field(page).inputValue()).toBe('de:vauthier avec:pj après:2026-10-01')
  await look(page, 'form')
  await form.getByRole('button', { name: 'Rechercher' }).click()
  await listed(page, ['Devis'])
  await field(page).fill('objet:toitures from:"Sophie Vauthier" in:archives -facture')
  await button(page, 'Options de recherche').click()
  expect(await form.getByLabel('Objet').inputValue()).toBe('toitures')
  expect(await form.getByLabel('De', { exact: true }).inputValue()).toBe('Sophie Vauthier')
  expect(await form.getByLabel('Contient').inputValue()).toBe('-facture')
  await form.getByRole('button', { name: /Archives/ }).waitFor()
  await form.getByLabel('Contient').fill('facture')
  await form.getByLabel('Contient').press('Enter')
  await listed(page, ['Toitures'])
  expect(tab.complaints).toEqual([])
})

test('a folder without anything, a filter that leaves nothing, what cannot be read or is not there → said each time', async () => {
  await using tab = await opened(`/b/${mairie}/${encodeURIComponent('Délibérations')}`)
  const { page } = tab
  await page.getByRole('heading', { name: 'Ce dossier est vide.' }).waitFor()
  await look(page, 'empty-folder')
  await page.goto(`${inbox}?filter=flagged`)
  await page.getByRole('heading', { name: 'Aucune conversation avec ce filtre.' }).waitFor()
  await look(page, 'nothing-filtered')
  await page.goto(`${inbox}/9999`)
  await page.locator('.pane .state-page').waitFor()
  await look(page, 'no-such-message')
  await page.route('**/conversations?*', (route) =>
    route.fulfill({ status: 503, json: { code: 'try-later', status: 503 } }),
  )
  // The page comes without its list.
  await page.route(inbox, async (route) => {
    const response = await route.fetch()
    const body = (await response.text()).replace(/<script type="application\/json".*?<\/script>/, '')
    await route.fulfill({ response, body })
  })
  await page.goto(inbox)
  await page.locator('.list-failed').waitFor()
  await look(page, 'list-failed')
})

test('nothing found → what to try; in all boxes → with the box of each, read and back', async () => {
  await using tab = await opened(`${inbox}?q=lundi`)
  const { page } = tab
  await page.getByRole('heading', { name: /Aucun message pour “lundi” dans mairie@/ }).waitFor()
  await look(page, 'nothing-found')
  await button(page, 'Chercher dans toutes mes boîtes').click()
  await listed(page, ['Chantier'])
  await page.getByRole('row', { name: new RegExp(`Chantier.*${claire}`) }).click()
  await page.getByRole('heading', { name: 'Chantier' }).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/toutes/${claire}/INBOX/2`)
  await page.goBack()
  await page.locator('.pane-empty').waitFor()
  await listed(page, ['Chantier'])
})

test('searched before → at hand in the empty field, gone with signing out', async () => {
  await using tab = await opened(inbox, await webmail.cookie())
  const { page } = tab
  await field(page).fill('cantine')
  await page.keyboard.press('Enter')
  await listed(page, ['Cantine'])
  await page.goto(inbox)
  await field(page).focus()
  await page.getByRole('region', { name: 'Recherches récentes' }).waitFor()
  await look(page, 'recent')
  await field(page).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await listed(page, ['Cantine'])
  const kept = () => page.evaluate("localStorage.getItem('vaguemestre.searches')")
  expect(await kept()).toContain('cantine')
  await page.getByRole('button', { name: /mon compte/ }).click()
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).waitFor()
  await look(page, 'account-menu', ['desk'])
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click()
  await page.waitForURL(/connexion/)
  expect(await kept()).toBeNull()
})

test('all boxes → one list with the cachet of each; archived and answered in the right one, new mail comes in', async () => {
  await using tab = await opened(inbox)
  const { page } = tab
  await page.getByRole('link', { name: 'Toutes mes boîtes' }).first().click()
  await listed(page, ['Chantier', 'Acte', 'Personnel', 'Cantine', 'Devis'])
  await look(page, 'every-box')
  await button(page, 'Écrire').click()
  const asked = page.getByRole('dialog', { name: 'Écrire depuis quelle boîte' })
  await asked.waitFor()
  await look(page, 'write-from')
  await button(asked, mairie).click()
  const written = windowOf(page, 'Nouveau message')
  await written.locator('[role=combobox]:focus').waitFor()
  expect(await written.textContent()).toContain(mairie)
  await page.keyboard.press('Escape')
  await written.waitFor({ state: 'detached' })
  await page.getByRole('row', { name: /Personnel/ }).click()
  await page.frameLocator('iframe.html-frame').getByText('La toiture de chez nous').waitFor()
  await look(page, 'every-box-open')
  await button(page, 'Répondre').click()
  await page.getByText(`Vous écrivez en tant que`).first().waitFor()
  await page.locator('.compose-text:focus').waitFor()
  expect(await page.locator('#writing').textContent()).toContain(claire)
  await page.keyboard.press('Escape')
  await page.getByRole('row', { name: /Acte/ }).click()
  await page.getByRole('heading', { name: 'Acte' }).waitFor()
  const isRead = async () =>
    (await inBox(mairie, (client) => messagesIn(client, 'INBOX'))).some(
      ({ source, flags }) => source.includes('Subject: Acte') && flags.includes('\\Seen'),
    )
  await expect.poll(isRead, { timeout: 20_000 }).toBe(true)
  await page.getByRole('button', { name: 'Archiver' }).last().click()
  // What is said stays for as long as a pointer is on it.
  await page.getByText('Conversation archivée.').hover()
  await listed(page, ['Chantier', 'Personnel', 'Cantine', 'Devis'])
  const archived = async () =>
    (await inBox(mairie, (client) => messagesIn(client, 'Archive'))).map(({ source }) => source)
  expect((await archived()).join('')).toContain('Subject: Acte')
  await button(page, 'Annuler').click()
  await listed(page, ['Chantier', 'Acte', 'Personnel', 'Cantine', 'Devis'])
  await put(claire, [{ from: perreau, subject: 'Tout frais', html: '<p>x</p>', day: 7 }])
  await listed(page, ['Tout frais', 'Chantier', 'Acte', 'Personnel', 'Cantine', 'Devis'])
  await button(page, 'Non lus').click()
  await listed(page, ['Tout frais'])
  expect(tab.complaints).toEqual([])
})

const found = async (mailbox: EmailAddress, folder: string): Promise<string> =>
  (await inBox(mailbox, (client) => messagesIn(client, folder)))
    .map(({ source, flags }) => `${flags.join()} ${source}`)
    .join('\n')

test('rows dragged to a folder → there, and back with Annuler; where it fails, they are back and it is said', async () => {
  await using tab = await opened(inbox)
  const { page } = tab
  const folder = page.getByRole('link', { name: 'Délibérations' })
  await listed(page, ['Acte', 'Cantine', 'Devis'])
  await page.getByRole('row', { name: /Cantine/ }).dragTo(folder)
  await page.getByText('Conversation déplacée dans Délibérations.').hover()
  await listed(page, ['Acte', 'Devis'])
  expect(await found(mairie, 'Délibérations')).toContain('Subject: Cantine')
  await button(page, 'Annuler').click()
  await listed(page, ['Acte', 'Cantine', 'Devis'])
  for (const name of [/Sélectionner .*Acte/, /Sélectionner .*Devis/])
    await page.getByRole('button', { name }).click({ force: true })
  await look(page, 'ticked')
  await page.route('**/actions', (route) =>
    route.fulfill({ status: 503, json: { code: 'try-later', status: 503 } }),
  )
  await page.getByRole('row', { name: /Devis/ }).dragTo(folder)
  await page.getByText(/Le déplacement n’a pas abouti/).waitFor()
  await look(page, 'move-failed')
  await listed(page, ['Acte', 'Cantine', 'Devis'])
  await page.unroute('**/actions')
  // What is said above the list goes with the next answer, and the rows move up.
  await page.locator('.views-notes').getByText('Le service ne répond pas').waitFor({ state: 'detached' })
  for (const name of [/Sélectionner .*Acte/, /Sélectionner .*Devis/])
    await page.getByRole('button', { name }).click({ force: true })
  await page.getByRole('row', { name: /Acte/ }).dragTo(folder)
  await page.getByText('2 conversations déplacées dans Délibérations.').waitFor()
  await listed(page, ['Cantine'])
  await button(page, 'Annuler').last().click()
  await listed(page, ['Acte', 'Cantine', 'Devis'])
})

test('a row dragged to a label → bears it; to what takes none → nothing happens', async () => {
  const asked = await webmail.signIn()
  await asked.ask(`POST /boxes/${webmail.made.mairie}/labels`, { name: 'Voirie', colour: 'vert' })
  await using tab = await opened(inbox)
  const { page } = tab
  await page
    .getByRole('row', { name: /Devis/ })
    .dragTo(page.getByRole('link', { name: 'Voirie', exact: true }))
  await page.getByRole('row', { name: /Devis.*libellé Voirie/ }).waitFor()
  await page.getByRole('row', { name: /Cantine/ }).dragTo(page.getByRole('link', { name: 'Envoyés' }))
  await listed(page, ['Acte', 'Cantine', 'Devis'])
  await page.getByRole('link', { name: 'Voirie', exact: true }).click()
  await listed(page, ['Devis'])
})

test('the key v on a row → the menu of folders, by the keyboard alone', async () => {
  const asked = await webmail.signIn()
  await asked.ask('PUT /settings', {
    ...{ undoSeconds: 10, density: 'compact', readingPane: 'right', shortcuts: true },
    receipts: 'ask',
  })
  await using tab = await opened(inbox)
  const { page } = tab
  // The settings are there, and with them the keys.
  await page.locator('.app[data-density=compact]').waitFor()
  await listed(page, ['Acte', 'Cantine', 'Devis'])
  // Until the folders are known there is nowhere to move to.
  await page.getByRole('link', { name: 'Délibérations' }).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('v')
  await page.getByRole('menuitem', { name: 'Délibérations' }).waitFor()
  await look(page, 'move-menu', ['desk'])
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.getByText('Conversation déplacée dans Délibérations.').hover()
  await listed(page, ['Acte', 'Devis'])
  await page.keyboard.press('Control+z')
  await listed(page, ['Acte', 'Cantine', 'Devis'])
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await look(page, 'shortcuts')
})

test('the settings → a box exported, downloaded and read: every message of every folder', async () => {
  await using tab = await opened(inbox)
  const { page } = tab
  await page.getByRole('button', { name: 'Réglages' }).click()
  await page.getByRole('tab', { name: 'Export' }).click()
  await button(page, 'Exporter cette boîte').waitFor()
  await look(page, 'export')
  const downloading = page.waitForEvent('download')
  await button(page, 'Exporter cette boîte').click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^mairie.*\.zip$/)
  await page.getByText(/Export de mairie@mairie-saulieu.test terminé/).waitFor()
  await look(page, 'export-done')
  const archive = await fromBufferPromise(await downloaded(download))
  const read = new Map<string, number>()
  for await (const entry of archive.eachEntry()) {
    const file = await buffer(await archive.openReadStreamPromise(entry))
    read.set(entry.fileName, readMbox(file).length)
    const folder = entry.fileName.replace('.mbox', '')
    const sources = (await inBox(mairie, (client) => messagesIn(client, folder))).map(({ source }) => source)
    expect(readMbox(file).map(String)).toEqual(sources)
  }
  expect([read.get('INBOX.mbox'), read.get('Délibérations.mbox')]).toEqual([3, 0])
  expect(tab.complaints).toEqual([])
})

test('« Suivis » among the folders → what one follows, wherever in the box it lies', async () => {
  await inBox(mairie, async (client) => {
    await client.mailboxOpen('Archive')
    await client.messageFlagsAdd('1:*', ['\\Flagged'])
  })
  await using tab = await opened(inbox)
  const { page } = tab
  await listed(page, ['Acte', 'Cantine', 'Devis'])
  await page.getByRole('link', { name: 'Suivis' }).click()
  await listed(page, ['Toitures'])
  expect(await page.locator('.folder-links [aria-current=page]').allInnerTexts()).toEqual(['Suivis'])
  await look(page, 'starred')
  expect(tab.complaints).toEqual([])
})

test('« Sélectionner les N de ce dossier » → all of them are archived, beyond those that are loaded, and what comes after that stays; undone, all are back', async () => {
  const count = 230
  await inBox(mairie, (client) => newFolder(client, 'Vrac'))
  const one = { from: perreau, html: '<p>x</p>', day: 2, folder: 'Vrac', flags: ['\\Seen'] }
  await put(
    mairie,
    Array.from({ length: count }, (_, at) => ({ ...one, subject: `Lot ${at + 1}` })),
  )
  const countIn = async (folder: string): Promise<number> =>
    (await inBox(mairie, (client) => messagesIn(client, folder))).length
  const archived = await countIn('Archive')
  await using tab = await opened(`/b/${mairie}/Vrac`)
  const { page } = tab
  const first = page.getByRole('row', { name: /Lot/ }).first()
  await first.waitFor()
  await first.locator('.row-tick button').click({ force: true })
  await button(page, `Sélectionner les ${count} de ce dossier`).click()
  await page.getByText(`${count} sélectionnées`).waitFor()
  await look(page, 'whole-folder')
  await put(mairie, [{ ...one, subject: 'Arrivé ensuite', day: 3 }])
  await page
    .getByRole('toolbar', { name: 'Actions sur la sélection' })
    .getByRole('button', { name: 'Archiver' })
    .click()
  await page.getByText(`${count} conversations archivées.`).waitFor()
  expect(await countIn('Archive')).toBe(archived + count)
  await listed(page, ['Arrivé ensuite'])
  await button(page, 'Annuler').click()
  await page.getByText('Annulé.').waitFor()
  expect(await countIn('Vrac')).toBe(count + 1)
  expect(await countIn('Archive')).toBe(archived)
})
