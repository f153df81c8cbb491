// Contacts in a real browser, as somebody uses them: added, found, taken over from a file, merged, deleted; in every width and both
// themes, and what axe finds wrong with each screen.

import { ImapFlow } from 'imapflow'
import { afterAll, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'
import { openBrowser, type Visit, visit } from '#test/support/browser/browser.ts'
import { mairie } from '#test/support/database/commune.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { webmailAlbum } from '#test/support/webmail/webmail-album.ts'
import { windowOf } from '#test/support/webmail/webmail-writing.ts'

const webmail = await webmailUnderTest()
const look = webmailAlbum('contacts')
const browser = await openBrowser()
afterAll(() => browser.close())
const claire = await webmail.signIn()
const cookie = await webmail.cookie()
// Their sessions went through one; that it is set up is all that the page still asks for.
await webmail.owner.pool.query('update person set two_factor_enabled = true')
const book = `/contacts/${mairie}`

async function opened(path: string, width: 'desk' | 'phone' = 'desk'): Promise<Visit> {
  const tab = await visit(browser, webmail, width)
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  await tab.context.addCookies([{ name, value: decodeURIComponent(value), url: webmail.origin }])
  await tab.page.goto(path)
  return tab
}

const add = (name: string, address: string) =>
  claire.ask(`POST /boxes/${webmail.made.mairie}/contacts`, {
    fields: {
      ...{ name, organisation: '', title: '', note: '', phones: [], postal: [] },
      emails: [{ kind: 'work', address }],
    },
    groups: [],
  })

const table = Buffer.from(
  'Prénom;Nom;Société;Adresse de messagerie;Tél. mobile\nSophie;Vauthier;Vauthier Toitures;contact@vauthier-toitures-21.test;0612345678\nMarie;Durand;;MARIE@durand.test;\nJulie;Perreau;;julie@perreau.test;\n',
  'latin1',
)

test('an empty book, a file taken over, a contact written and changed, the directory → each as it is said', async () => {
  await using tab = await opened(`/b/${mairie}/INBOX`)
  const { page } = tab
  await page.getByRole('link', { name: 'Contacts' }).click()
  await page.getByText('Aucun contact pour l’instant').waitFor()
  await look(page, 'vide')

  await page.getByRole('link', { name: 'Nouveau contact' }).click()
  await page.getByLabel('Nom', { exact: true }).fill('Marie Durand')
  await page.getByLabel('Adresse e-mail', { exact: true }).fill('marie')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Une adresse s’écrit nom@domaine').waitFor()
  await look(page, 'formulaire')
  await page.getByLabel('Adresse e-mail', { exact: true }).fill('marie@durand.test')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByRole('heading', { name: 'Marie Durand' }).waitFor()

  await page.getByRole('button', { name: 'Autres actions' }).click()
  await page.getByRole('menuitem', { name: 'Importer' }).click()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'outlook.csv', mimeType: 'text/csv', buffer: table })
  await page.getByText('3 contacts dans outlook.csv').waitFor()
  await page.getByText('2 nouveaux · 1 déjà connu').waitFor()
  await look(page, 'import')
  await page.getByRole('button', { name: 'Importer 3 contacts' }).click()
  await page.getByText('2 contacts ajoutés. 1 contact complété.').waitFor()

  await page.getByRole('link', { name: /Sophie Vauthier/ }).click()
  await page.getByRole('heading', { name: 'Sophie Vauthier' }).waitFor()
  await look(page, 'contact')
  await page.getByRole('button', { name: 'Écrire à Sophie Vauthier' }).click()
  const window = windowOf(page, 'Nouveau message')
  await window.getByRole('list', { name: 'Destinataires' }).getByText('Sophie Vauthier').waitFor()
  await page.keyboard.press('Escape')
  await window.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Modifier' }).click()
  await page.getByLabel('Fonction').fill('Gérante')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Gérante · Vauthier Toitures').waitFor()
  await page.getByRole('button', { name: 'Supprimer' }).click()
  await page.getByRole('alertdialog', { name: /^Supprimer/ }).waitFor()
  await look(page, 'supprimer')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Supprimer' }).click()
  await page.getByText('Sophie Vauthier n’est plus dans les contacts.').waitFor()

  await page.getByRole('button', { name: 'Annuaire' }).click()
  await page.getByRole('link', { name: /Claire Garnier/ }).click()
  await page.getByRole('button', { name: 'Ajouter aux contacts' }).waitFor()
  await look(page, 'annuaire')
  expect(tab.complaints).toEqual([])
})

test('two of one address → found and merged; groups made in their dialog', async () => {
  await add('Gaëlle Roux', 'gaelle@roux.test')
  await add('G. Roux', 'gaelle@roux.test')
  await using tab = await opened(`${book}/doublons`)
  const { page } = tab
  await page.getByText('1 doublon trouvé.').waitFor()
  await look(page, 'doublons')
  await page.getByRole('radio', { name: /Gaëlle/ }).check({ force: true })
  await page.getByRole('button', { name: 'Fusionner' }).click()
  await page.getByText('Aucun doublon').waitFor()
  await page.getByRole('button', { name: 'Autres actions' }).click()
  await page.getByRole('menuitem', { name: 'Gérer les groupes' }).click()
  await page.getByLabel('Nom du groupe').fill('Élus')
  await page.getByRole('button', { name: 'Créer le groupe' }).click()
  await page.getByRole('button', { name: 'Renommer Élus' }).waitFor()
  await look(page, 'groupes')
  await page.getByRole('button', { name: 'Supprimer le groupe Élus' }).click()
  const question = page.getByRole('alertdialog', { name: /^Supprimer le groupe/ })
  await question.getByRole('button', { name: 'Annuler' }).click()
  await question.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Supprimer le groupe Élus' }).click()
  await question.getByRole('button', { name: 'Supprimer' }).click()
  await page.getByText('Le groupe Élus est supprimé. Ses contacts restent.').waitFor()
  expect(tab.complaints).toEqual([])
})

test('hundreds of contacts by the keyboard → the last one is reached, and its row is there', async () => {
  const lines = Array.from(
    { length: 450 },
    (_, at) => `Personne ${String(at).padStart(3, '0')};p${at}@a.test`,
  )
  await claire.ask(`POST /boxes/${webmail.made.mairie}/contact-imports`, {
    file: Buffer.from(`Nom complet;E-mail\n${lines.join('\n')}\n`).toString('base64'),
    ...{ known: 'skip', without: [], group: null },
  })
  await using tab = await opened(`${book}?q=personne`)
  const { page } = tab
  await page.getByText('450 contacts').waitFor()
  await look(page, 'centaines')
  await page.getByRole('link', { name: /Personne 000/ }).focus()
  await page.keyboard.press('End')
  await page.getByRole('link', { name: /Personne 449/ }).waitFor()
  await page.waitForFunction('document.activeElement?.textContent?.includes("Personne 449")')
  expect(await page.locator('.book-line').count()).toBeLessThan(60)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Personne 449' }).waitFor()
})

test('a phone → the list, then one contact and back', async () => {
  await add('Anatole', 'anatole@a.test')
  await using tab = await opened(`${book}?q=anatole`, 'phone')
  const { page } = tab
  await page.getByRole('link', { name: /Anatole/ }).click()
  await page.getByRole('heading', { name: 'Anatole' }).waitFor()
  await look(page, 'telephone-contact', ['phone'])
  await page.getByRole('button', { name: 'Retour à la liste' }).click()
  await page.getByRole('link', { name: /Anatole/ }).waitFor()
  await look(page, 'telephone-liste', ['phone'])
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'Contacts' }).waitFor()
  await page.goto(`${book}?q=zzz`)
  await page.getByText(/zzz/).first().waitFor()
  await look(page, 'rien-trouve')
})

test('a sender who is no contact → added with one press, and not offered again', async () => {
  const who = { mailbox: mairie, person: webmail.made.person }
  const client = new ImapFlow({
    ...{ host: '127.0.0.1', port: webmail.dovecot.installation.ports.imap, secure: false, doSTARTTLS: false },
    logger: false,
    auth: { user: mairie, accessToken: await issueMailboxToken(who, webmail.dovecot.tokenKey, systemClock) },
  })
  await client.connect()
  await client.append('INBOX', 'From: Luc Petit <luc@petit.test>\r\nSubject: Devis\r\n\r\nBonjour\r\n')
  await client.logout()
  await using tab = await opened(`/b/${mairie}/INBOX/1`)
  const { page } = tab
  const button = page.getByRole('button', { name: 'Ajouter aux contacts' })
  await button.waitFor()
  await look(page, 'message')
  await button.click()
  // What is said stays for as long as a pointer is on it.
  await page.getByText('Luc Petit est dans les contacts.').hover()
  await button.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Voir', exact: true }).click()
  await page.getByRole('heading', { name: 'Luc Petit' }).waitFor()
})
