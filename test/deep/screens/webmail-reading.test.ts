// Mail read in a real browser on a whole installation: an invitation that comes by SMTP and is answered, files that are looked at,
// receipts that are sent and that came.

import { randomUUID } from 'node:crypto'
import type { SendMailOptions } from 'nodemailer'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from '#test/support/browser/browser.ts'
import { madePdf } from '#test/support/browser/made-pdf.ts'
import { address } from '#test/support/database/commune.ts'
import { type Account, findAnswer, findMessage } from '#test/support/dovecot/mail-client.ts'
import { submit } from '#test/support/gateway/submit.ts'
import {
  accountOf,
  type Stack,
  type StackOverview,
  startStack,
  webmailOf,
} from '#test/support/stack/stack.ts'
import { webmailAlbum } from '#test/support/webmail/webmail-album.ts'
import { calendarOf } from '#test/webmail/api/invitation/calendars.ts'
import { buildReceipt } from '#webmail/api/receipt/build-receipt.ts'

const look = webmailAlbum('reading')

let stack: Stack
let overview: StackOverview
let browser: Browser
let reader: Account
let author: Account
let visited: Visit

beforeAll(async () => {
  stack = await startStack()
  overview = await stack.overview()
  reader = accountOf(overview, 'philippe.moreau@mairie-saulieu.test')
  author = accountOf(overview, 'francois.lambert@mairie-flavigny-sur-ozerain.test')
  browser = await openBrowser()
  visited = await visit(browser, webmailOf(stack))
  const { page } = visited
  await page.goto('/connexion')
  await page.getByLabel('Votre adresse').fill(reader.address)
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.getByLabel('Mot de passe', { exact: true }).fill(reader.password)
  await page.getByRole('button', { name: 'Ouvrir ma messagerie' }).click()
  await page.getByRole('navigation', { name: /Dossiers de philippe/ }).waitFor()
})
afterAll(async () => {
  await visited?.[Symbol.asyncDispose]()
  await browser?.close()
  await stack?.[Symbol.asyncDispose]()
})

/** Sent by the author to the reader, and there. */
async function sent(subject: string, given: SendMailOptions): Promise<string> {
  const messageId = `<${randomUUID()}@mairie-flavigny-sur-ozerain.test>`
  const { address: from } = author
  const answer = await submit(overview, author, { from, to: reader.address, subject, messageId, ...given })
  expect(answer).toMatch(/^250 /)
  await findMessage(overview.endpoints.imap, reader, messageId)
  return messageId
}

async function opened(subject: string): Promise<Page> {
  const { page } = visited
  await page.goto(`/b/${reader.address}/INBOX`)
  await page.getByRole('row', { name: new RegExp(subject) }).click()
  await page
    .getByRole('heading', { name: subject, level: 1 })
    .or(page.getByRole('heading', { name: subject }))
    .first()
    .waitFor()
  return page
}

const unfolded = (source: string) => source.replaceAll(/\r\n /g, '')
/** Of a message of ours, decoded. */
const decodedParts = (source: string): string =>
  [...source.matchAll(/Content-Transfer-Encoding: base64[\s\S]*?\r\n\r\n([\w+/=\r\n]+)/g)]
    .map(([, part = '']) => Buffer.from(part, 'base64').toString())
    .join('\n')

test('an invitation answered « Oui » → its organiser gets the answer for their calendar', async () => {
  const invitation = { uid: 'conseil@flavigny.test', organiser: author.address, attendee: reader.address }
  const messageId = await sent('Conseil communautaire', {
    text: 'Vous êtes invité.',
    icalEvent: { method: 'REQUEST', content: calendarOf(invitation) },
  })
  const page = await opened('Conseil communautaire')
  const card = page.getByRole('region', { name: 'Invitation' })
  await card.getByText('lundi 30 novembre 2026, de').waitFor()
  await card.getByText('Salle du conseil, Saulieu').waitFor()
  await look(page, 'invitation')
  await card.getByRole('button', { name: 'Oui' }).click()
  await card.getByText(/Réponse envoyée à Marie Durand.: «.oui.»/).waitFor()
  expect(await card.getByRole('button', { name: 'Oui' }).getAttribute('aria-pressed')).toBe('true')
  const answer = await findAnswer(overview.endpoints.imap, author, messageId)
  expect(unfolded(answer)).toMatch(/^From: .*<philippe\.moreau@mairie-saulieu\.test>/m)
  expect(unfolded(answer)).toMatch(/text\/calendar; charset=utf-8; method=REPLY/)
  expect(unfolded(decodedParts(answer))).toMatch(
    /METHOD:REPLY[\s\S]*UID:conseil@flavigny\.test[\s\S]*PARTSTAT=ACCEPTED:mailto:philippe\.moreau@/,
  )
  await page.reload()
  await card.getByText(/Réponse envoyée à .*«.oui.»/).waitFor()
  await look(page, 'invitation-answered')
})

test('a message that comes while its box is open → one more in the title of the tab', async () => {
  const { page } = visited
  await page.goto(`/b/${reader.address}/INBOX`)
  await page.getByRole('link', { name: /^Brouillons/ }).waitFor()
  const unread = async (): Promise<number> => Number(/^\((\d+)\) /.exec(await page.title())?.[1] ?? 0)
  const before = await unread()
  await sent('Horaires de la mairie', { text: 'Bonjour.' })
  await expect.poll(unread).toBe(before + 1)
  await page.getByRole('row', { name: /Horaires de la mairie/ }).click()
  await expect.poll(unread).toBe(before)
})

test('pictures from elsewhere, and a link that says another place → kept back until asked for, and told', async () => {
  const subject =
    'Compte rendu du conseil communautaire du 12 novembre, avec ses annexes et le calendrier des travaux'
  await sent(subject, {
    html: '<p>Bonjour,</p><p><img src="https://images.dehors.test/logo.png" alt="Logo"></p><p><a href="https://dehors.test/payer">https://www.impots.gouv.fr</a></p>',
    cc: ['Adjoint aux travaux <adjoint@mairie-flavigny-sur-ozerain.test>', reader.address],
    attachments: [
      'Calendrier des travaux de voirie 2026-2027, version du conseil.pdf',
      'b.txt',
      'c.txt',
      'd.txt',
    ].map((filename) => ({ filename, content: filename })),
  })
  const page = await opened(subject)
  await page.frameLocator('iframe.html-frame').getByText('impots.gouv.fr').waitFor()
  await look(page, 'images-kept-back')
  await page.frameLocator('iframe.html-frame').getByText('impots.gouv.fr').click()
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).first().waitFor()
  await look(page, 'link-elsewhere')
  await page.keyboard.press('Escape')
  await page.getByText('1 image distante n’est pas affichée.').waitFor()
  await page.getByRole('button', { name: 'Toujours afficher les images de cette adresse' }).click()
  const always = page.getByText(`Les images de ${author.address} sont affichées, comme vous l’avez choisi.`)
  await always.waitFor()
  await look(page, 'images-always')
  await sent('Autre lettre', { html: '<p>Bonjour,</p><img src="https://images.dehors.test/logo.png">' })
  await opened('Autre lettre')
  await always.waitFor()
  await page.getByRole('button', { name: 'Réglages' }).click()
  await page.getByRole('tab', { name: 'Affichage' }).click()
  await look(page, 'images-settings')
  await page
    .getByRole('button', { name: `Redemander avant d’afficher les images de ${author.address}` })
    .click()
  await page.getByRole('button', { name: /^Redemander/ }).waitFor({ state: 'detached' })
  await opened('Autre lettre')
  await page.getByText('1 image distante n’est pas affichée.').waitFor()
})

test('a PDF and a picture that came → seen before they are kept', async () => {
  const page = await opened(await withFiles())
  await page.getByRole('button', { name: 'Aperçu de Facture.pdf' }).click()
  const first = page.frameLocator('iframe.preview-pdf').getByRole('region', { name: 'Page 1', exact: true })
  await first.getByText('Facture F-118').waitFor()
  const isPainted = await first.locator('canvas').evaluate((drawn) => {
    const { data } = drawn.getContext('2d').getImageData(0, 0, drawn.width, drawn.height)
    return data.some((octet: number, index: number) => index % 4 === 0 && octet < 128)
  })
  expect(isPainted).toBe(true)
  await page.keyboard.press('ArrowRight')
  const picture = page.getByRole('dialog').getByRole('img', { name: 'Toit.png' })
  await picture.waitFor()
  expect(await picture.evaluate(({ naturalWidth }) => naturalWidth)).toBe(1)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

async function withFiles(): Promise<string> {
  const subject = 'Travaux de toiture'
  await sent(subject, {
    text: 'Voici les pièces.',
    attachments: [
      { filename: 'Facture.pdf', content: await madePdf({ pages: ['Facture F-118'] }) },
      { filename: 'Toit.png', content: Buffer.from(png, 'base64') },
    ],
  })
  return subject
}

test('a receipt that is asked for, sent → its author gets it, and nobody is asked again', async () => {
  const messageId = await sent('Convocation', {
    text: 'Merci de confirmer.',
    headers: { 'Disposition-Notification-To': author.address },
  })
  const page = await opened('Convocation')
  await page.getByText(/demande un accusé de lecture/).waitFor()
  await look(page, 'receipt-asked')
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click()
  await page.getByText('Accusé de lecture envoyé.').waitFor()
  await page.locator('.conversation-head :is(h1, h2):focus').waitFor()
  const receipt = unfolded(await findAnswer(overview.endpoints.imap, author, messageId))
  expect(receipt).toMatch(/multipart\/report; report-type=disposition-notification/)
  expect(receipt).toContain(`Original-Message-ID: ${messageId}`)
  expect(receipt).toContain('Disposition: manual-action/MDN-sent-manually; displayed')
  await page.reload()
  await page.frameLocator('iframe.html-frame').first().getByText('Merci de confirmer.').waitFor()
  expect(await page.getByText(/demande un accusé de lecture/).count()).toBe(0)
})

test('a receipt that came → who read it and when, in the place of what programs wrote', async () => {
  const messageId = `<${randomUUID()}@mairie-flavigny-sur-ozerain.test>`
  const raw = await buildReceipt({
    from: { name: 'François Lambert', address: author.address },
    to: address(reader.address),
    ...{ messageId, now: new Date() },
    about: {
      subject: 'Subvention',
      messageId: '<x@mairie-saulieu.test>',
      sent: new Date(),
      originalRecipient: '',
    },
  })
  const envelope = { from: author.address, to: reader.address }
  expect(await submit(overview, author, { envelope, raw })).toMatch(/^250 /)
  await findMessage(overview.endpoints.imap, reader, messageId)
  const page = await opened('Subvention')
  await page.getByText(/^Lu par François Lambert .* le /).waitFor()
  expect(await page.getByText('Reporting-UA').count()).toBe(0)
  await look(page, 'receipt-came')
  await page.getByRole('button', { name: 'Voir le message reçu' }).click()
  await page
    .frameLocator('iframe.html-frame')
    .getByText(/Votre message/)
    .waitFor()
})

test('one message after the other → each in the first of two frames that were ready, and in no other', async () => {
  await sent('Premier avis', { text: 'Le premier texte.' })
  await sent('Second avis', { text: 'Le second texte.' })
  const page = await opened('Premier avis')
  const shown = (text: string) => page.frameLocator('iframe.html-frame').getByText(text)
  const spare = page.locator('iframe.html-frame-spare')
  await shown('Le premier texte.').waitFor()
  const open = async (subject: RegExp, name: string) => {
    await expect.poll(() => spare.count()).toBe(2)
    await spare.first().evaluate((frame, given) => frame.setAttribute('data-name', given), name)
    await page.getByRole('row', { name: subject }).click()
  }
  const nameOf = () => page.locator('iframe.html-frame').getAttribute('data-name')
  await open(/Second avis/, 'one')
  await shown('Le second texte.').waitFor()
  expect(await nameOf()).toBe('one')
  await open(/Premier avis/, 'another')
  await shown('Le premier texte.').waitFor()
  expect(await nameOf()).toBe('another')
  expect(await shown('Le second texte.').count()).toBe(0)
})

test('a frame whose page loads nothing any more → as the server has it now, and the text is there', async () => {
  await sent('Troisième avis', { text: 'Le troisième texte.' })
  const stale = /\/frame\?v=/
  await visited.page.route(stale, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  )
  const page = await opened('Troisième avis')
  await page.frameLocator('iframe.html-frame').getByText('Le troisième texte.').waitFor({ timeout: 20_000 })
  await page.unroute(stale)
})
