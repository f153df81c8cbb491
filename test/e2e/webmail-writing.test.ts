// A message written in a real browser against the webmail itself and Dovecot: the draft is a message of the box, whatever is
// closed or taken back is open again as it was, and an answer quotes what it answers.

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, visit } from '#test/support/browser.ts'
import { mairie } from '#test/support/commune.ts'
import { inMailbox, messagesIn } from '#test/support/mailbox-client.ts'
import { webmailUnderTest } from '#test/support/webmail.ts'
import { begin, button, fill, windowOf } from '#test/support/webmail-writing.ts'

const webmail = await webmailUnderTest()
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
  const visited = await visit(browser, webmail.origin)
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
  expect(visited.complaints.filter((each) => !each.startsWith('asked 127.0.0.1'))).toEqual([])
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
  await answer.frameLocator('iframe').getByText('Voici le devis.').waitFor()
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
