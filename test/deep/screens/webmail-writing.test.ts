// A message written in a real browser against the webmail itself and Dovecot: the draft is a message of the box, whatever is
// closed or taken back is open again as it was, and an answer quotes what it answers.

import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { openBrowser, visit } from '#test/support/browser/browser.ts'
import { mairie } from '#test/support/database/commune.ts'
import { inMailbox, messagesIn } from '#test/support/dovecot/mailbox-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { webmailAlbum } from '#test/support/webmail/webmail-album.ts'
import { begin, button, fill, windowOf } from '#test/support/webmail/webmail-writing.ts'
import { savedDraft } from '#webmail/contract/draft.ts'

const webmail = await webmailUnderTest()
const look = webmailAlbum('writing')
let browser: Browser

const devis = [
  ...['From: Sophie Vauthier <contact@vauthier.test>', `To: ${mairie}`, 'Subject: Devis'],
  ...['Message-ID: <devis@vauthier.test>', 'Date: Tue, 03 Mar 2026 14:12:00 +0100', 'MIME-Version: 1.0'],
  ...['Content-Type: multipart/mixed; boundary="out"', '', '--out'],
  ...['Content-Type: text/html; charset=utf-8', '', '<p>Voici le devis.</p>'],
  ...['--out', 'Content-Type: application/pdf; name="Devis.pdf"'],
  ...['Content-Disposition: attachment; filename="Devis.pdf"', '', '%PDF-1.4 du devis', '--out--', ''],
].join('\r\n')

const inBox = <Value>(work: Parameters<typeof inMailbox<Value>>[2]) =>
  inMailbox(webmail.dovecot, { mailbox: mairie, person: webmail.made.person }, work)
const drafts = () => inBox((client) => messagesIn(client, 'Drafts'))

beforeAll(async () => {
  browser = await openBrowser()
  await inBox((client) => client.append('INBOX', devis))
  // Whose role needs no second factor reads at once.
  await webmail.owner.pool.query("update person set role = 'member' where id = $1", [webmail.made.person])
})

afterAll(() => browser.close())

async function signedIn(path: string) {
  const visited = await visit(browser, webmail)
  const [name = '', value = ''] = (await webmail.cookie()).split(/=(.*)/s)
  await visited.context.addCookies([{ name, value: decodeURIComponent(value), url: webmail.origin }])
  await visited.page.goto(path)
  return visited
}

const inbox = `/b/${mairie}/INBOX`

test('written, with a file, closed and opened again → one draft, as it was; sent and taken back → the same', async () => {
  await using visited = await signedIn(inbox)
  const { page } = visited
  const window = await begin({ page })
  await fill(window, { to: 'bureau@amis-morvan.test', subject: 'Salle des fêtes', text: 'Réservée le 12.' })
  await window.getByText(/Brouillon enregistré/).waitFor()
  const chosen = page.waitForEvent('filechooser')
  await button(window, 'Joindre un fichier').click()
  const buffer = Buffer.from('Le règlement')
  await (await chosen).setFiles([{ name: 'Règlement.txt', mimeType: 'text/plain', buffer }])
  await button(window, 'Retirer Règlement.txt').waitFor()
  await window.locator('.compose-text').click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' Merci.')
  await page.keyboard.press('Escape')
  await window.waitFor({ state: 'detached' })
  // The version before stands beside the new one for a moment.
  await expect
    .poll(async () => (await drafts()).map(({ source }) => source))
    .toEqual([expect.stringContaining('Merci.')])
  await page.getByRole('link', { name: /Brouillons/ }).click()
  await page.getByRole('row', { name: /Salle des fêtes/ }).click()
  const again = await asItWas(page)
  await page.keyboard.press('Control+Enter')
  await page.getByText('Message envoyé.').waitFor()
  await again.waitFor({ state: 'detached' })
  await button(page, 'Annuler').click()
  await asItWas(page)
  expect(await drafts()).toHaveLength(1)
  await button(windowOf(page, 'Nouveau message'), 'Supprimer le brouillon').click()
  expect(visited.complaints).toEqual([])
})

async function asItWas(page: Page) {
  const window = windowOf(page, 'Nouveau message')
  await window.getByText('Réservée le 12. Merci.').waitFor()
  await button(window, 'Retirer Règlement.txt').waitFor()
  await window.getByText('bureau@amis-morvan.test').waitFor()
  expect(await window.getByLabel('Objet').inputValue()).toBe('Salle des fêtes')
  await window.locator('.compose-text').click()
  return window
}

test('what the server asks before it leaves → asked in the window, and gone past', async () => {
  await using visited = await signedIn(inbox)
  const { page } = visited
  const window = await begin({ page })
  await fill(window, {
    to: 'bureau@amis-morvan.test',
    subject: '',
    text: 'Vous trouverez ci-joint la convention.',
  })
  await page.keyboard.press('Control+Enter')
  const asked = page.getByRole('alertdialog', { name: 'Avant l’envoi' })
  await asked.getByText('Ce message n’a pas d’objet.').waitFor()
  await asked.getByText(/ci-joint/).waitFor()
  await button(asked, 'Envoyer quand même').click()
  await page.getByText('Message envoyé.').waitFor()
})

test('an answer and a forwarding → to whom, about what, with what is quoted and attached', async () => {
  await using visited = await signedIn(`${inbox}/1`)
  const { page } = visited
  await button(page, 'Répondre').click()
  const answer = windowOf(page, 'Réponse')
  await answer.locator('.compose-text:focus').waitFor()
  await answer.getByText('Sophie Vauthier').waitFor()
  expect(await answer.getByLabel('Objet').inputValue()).toMatch(/Devis$/)
  await button(answer, 'Afficher le texte cité').click()
  await answer.frameLocator('iframe.html-frame').getByText('Voici le devis.').waitFor()
  await page.keyboard.press('Escape')
  await button(page, 'Transférer').click()
  const forward = windowOf(page, 'Transfert')
  await forward.getByText('Devis.pdf').waitFor()
  await forward.locator('[role=combobox]:focus').waitFor()
  await page.keyboard.type('marc@mairie-saulieu.test,')
  await forward.getByText(/Brouillon enregistré/).waitFor()
  await expect
    .poll(async () => (await drafts()).map(({ source }) => source).join(''))
    .toMatch(/To: marc@mairie-saulieu.test.*Devis\.pdf/s)
})

test('a colleague of the shared box sends an answer to the same message first → told, and what they wrote is at hand', async () => {
  const marc = await webmail.outsider(webmail.made.commune)
  await hostingStore(webmail.owner).grant({
    ...{ commune: webmail.made.commune, mailbox: webmail.made.mairie, person: marc.person, role: 'send' },
  })
  await using visited = await signedIn(`${inbox}/1`)
  const { page } = visited
  await button(page, 'Répondre').click()
  const window = windowOf(page, 'Réponse')
  await window.locator('.compose-text:focus').waitFor()
  await page.keyboard.type('La mairie refuse ce devis.')
  const box = `/boxes/${webmail.made.mairie}`
  const draft = randomUUID()
  const content = {
    ...{ from: mairie, to: [{ name: '', address: 'contact@vauthier.test' }], cc: [], bcc: [] },
    ...{ subject: 'Re: Devis', html: '<p>Nous acceptons votre devis.</p>', receipt: false },
    about: { kind: 'reply', place: { folder: 'INBOX', uid: 1 }, quoted: false },
  }
  const saved = await marc.ask(`PUT ${box}/drafts/${draft}`, {
    ...{ revision: draft, basedOn: null, content, keep: [], copies: [] },
  })
  const { place } = savedDraft.parse(await saved.json())
  const sent = await marc.ask(`POST ${box}/outbox`, {
    ...{ draft, revision: draft, uid: place.uid, when: { undoSeconds: 30 }, accepted: [] },
  })
  expect(await sent.json()).toMatchObject({ kind: 'waiting' })
  await button(window, 'Envoyer').click()
  await window.getByText(/^Outsider a déjà répondu à .*Votre texte est conservé\.$/).waitFor()
  await button(window, 'Voir sa réponse').click()
  await page.frameLocator('.pane iframe').first().getByText('Nous acceptons votre devis.').waitFor()
  await button(page, /ouvrir la fenêtre/).click()
  await window.getByText('La mairie refuse ce devis.').waitFor()
  await button(window, 'Envoyer la mienne').click()
  await page.getByText('Message envoyé.').waitFor()
})

const arrived = (subject: string) =>
  inBox(async (client) => {
    const text = devis.replace('Subject: Devis', `Subject: ${subject}`)
    const appended = await client.append('INBOX', text.replace('<devis@', `<${encodeURIComponent(subject)}@`))
    return appended === false ? 0 : (appended.uid ?? 0)
  })
const subjectsIn = async (folder: string) =>
  (await inBox((client) => messagesIn(client, folder))).flatMap(
    ({ source }) => /^Subject: (.*)$/m.exec(source)?.[1]?.trim() ?? [],
  )

test('« Envoyer et archiver » → the answer waits, its conversation is archived and the next is open; undone, both are back', async () => {
  await arrived('Cantine')
  const uid = await arrived('Voirie')
  await using visited = await signedIn(`${inbox}/${uid}`)
  const { page } = visited
  await button(page, 'Répondre').click()
  const answer = windowOf(page, 'Réponse')
  await answer.locator('.compose-text:focus').waitFor()
  await page.keyboard.type('Les travaux commencent lundi.')
  await answer.getByText(/Brouillon enregistré/).waitFor()
  await button(answer, 'Autres façons d’envoyer').click()
  await page.getByRole('menuitem', { name: 'Envoyer et archiver' }).waitFor()
  await look(page, 'ways-to-send')
  await page.getByRole('menuitem', { name: 'Envoyer et archiver' }).click()
  await page.getByText('Message envoyé, conversation archivée.').waitFor()
  await page.getByRole('heading', { name: 'Cantine' }).waitFor()
  expect(await page.getByRole('row', { name: /Voirie/ }).count()).toBe(0)
  expect(await subjectsIn('Archive')).toEqual(['Voirie'])
  await button(page, 'Annuler').click()
  await page.getByRole('row', { name: /Voirie/ }).waitFor()
  await windowOf(page, 'Réponse').getByText('Les travaux commencent lundi.').waitFor()
  expect(await subjectsIn('Archive')).toEqual([])
  const { rows } = await webmail.owner.pool.query<{ readonly state: string }>(
    `select state from outbox where position('Voirie' in convert_from(content, 'UTF8')) > 0`,
  )
  expect(rows).toEqual([])
})

test('« Revenir à la liste » chosen → an open conversation that is archived gives way to the list, on the row that comes next', async () => {
  await arrived('Bulletin')
  const uid = await arrived('Recensement')
  await using visited = await signedIn(`${inbox}/${uid}`)
  const { page } = visited
  await page.getByRole('heading', { name: 'Recensement' }).waitFor()
  await button(page, 'Réglages').click()
  await page.getByRole('tab', { name: 'Affichage' }).click()
  await page.getByRole('button', { name: /Après avoir archivé/ }).click()
  await page.getByRole('option', { name: 'Revenir à la liste' }).click()
  await look(page, 'after-filing')
  await page.keyboard.press('Escape')
  await button(page.locator('.pane'), 'Archiver').click()
  await page.getByText('Conversation archivée.').waitFor()
  await page.waitForURL(`**${inbox}`)
  await page.getByText('Choisissez une conversation.').waitFor()
  await page.locator('[role=row]:focus', { hasText: 'Bulletin' }).waitFor()
})
