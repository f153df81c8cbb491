// Files of a message seen in a real browser before they are kept: pictures, PDF, documents, archives; by mouse and by keys.

import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from '#test/support/browser/browser.ts'
import { madePdf } from '#test/support/browser/made-pdf.ts'
import { mairie } from '#test/support/database/commune.ts'
import { inMailbox } from '#test/support/dovecot/mailbox-client.ts'
import { messageWithFiles } from '#test/support/gateway/message-with-files.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { webmailAlbum } from '#test/support/webmail/webmail-album.ts'
import { archive, docx, paragraph, xlsx } from '#test/webmail/api/preview/files.ts'

const webmail = await webmailUnderTest()
const look = webmailAlbum('previews')
let browser: Browser
let visited: Visit

beforeAll(async () => {
  browser = await openBrowser()
  visited = await visit(browser, webmail)
  const { page } = visited
  await page.setContent(
    '<body style="margin:0"><div style="width:600px;height:400px;background:linear-gradient(#c2552d,#0f6b5e)"></div>',
  )
  const photo = await page.screenshot({ clip: { x: 0, y: 0, width: 600, height: 400 } })
  const pdf = await madePdf({ pages: ['Facture F-118', 'Deuxième page', 'Troisième page'] })
  const files = [
    { name: 'Facture F-118.pdf', type: 'application/pdf', content: pdf },
    { name: 'Faîtage nord.png', type: 'image/png', content: photo },
    { name: 'Lettre.docx', content: docx(paragraph('Madame le Maire,') + paragraph('Voici le devis.')) },
    { name: 'Budget.xlsx', content: xlsx() },
    { name: 'Plans.zip', content: archive({ 'plans/nord.pdf': 'x'.repeat(2000), 'plans/sud.pdf': 'x' }) },
    {
      name: 'Logo.svg',
      type: 'image/svg+xml',
      content: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    },
  ]
  const locked = await madePdf({ pages: ['Secret'], password: 'morvan' })
  const broken = [
    { name: 'Verrouillé.pdf', type: 'application/pdf', content: locked },
    { name: 'Cassé.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.7 nothing else') },
    {
      name: 'Faux.png',
      type: 'image/png',
      content: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    },
  ]
  const kept = {
    name: 'Demande de Julie.eml',
    content: Buffer.from(
      [
        'From: Julie Perreau <julie@perreau.test>',
        'To: contact@vauthier.test',
        'Date: Mon, 02 Mar 2026 09:30:00 +0100',
        'Subject: Location de la salle',
        'Content-Type: text/html; charset=utf-8',
        '',
        '<p>Bonjour,</p><p>la salle est-elle <b>libre</b> samedi ?</p><img src="https://away.test/x.png">',
      ].join('\r\n'),
    ),
  }
  const who = { mailbox: mairie, person: webmail.made.person }
  await inMailbox(webmail.dovecot, who, async (client) => {
    await client.append('INBOX', messageWithFiles('Pièces', files))
    await client.append('INBOX', messageWithFiles('Mauvaises', broken))
    await client.append('INBOX', messageWithFiles('Transmission', [kept]))
  })
  // Whose role needs no second factor reads at once.
  await webmail.owner.pool.query("update person set role = 'member' where id = $1", [webmail.made.person])
  const [name = '', value = ''] = (await webmail.cookie()).split(/=(.*)/s)
  await visited.context.addCookies([{ name, value: decodeURIComponent(value), url: webmail.origin }])
})
afterAll(async () => {
  await visited?.[Symbol.asyncDispose]()
  await browser?.close()
})

async function opened(subject: string): Promise<Page> {
  const { page } = visited
  await page.goto(`/b/${mairie}/INBOX`)
  await page.getByRole('row', { name: new RegExp(subject) }).click()
  await page.locator('.files-head').waitFor()
  return page
}
const tile = (page: Page, name: string): Locator => page.getByRole('button', { name: `Aperçu de ${name}` })
const dialog = (page: Page, name: string): Locator => page.getByRole('dialog', { name })

/** Of a canvas: whether anything but white is on it. */
const isPainted = (canvas: Locator): Promise<boolean> =>
  canvas.evaluate((drawn) => {
    const { data } = drawn.getContext('2d').getImageData(0, 0, drawn.width, drawn.height)
    return data.some((octet: number, index: number) => index % 4 === 0 && octet < 128)
  })

test('a PDF → its pages painted, each with its text, in a frame of the other host; nearer when asked', async () => {
  const page = await opened('Pièces')
  await tile(page, 'Facture F-118.pdf').click()
  const frame = page.frameLocator('iframe.preview-pdf')
  const first = frame.getByRole('region', { name: 'Page 1', exact: true })
  await first.getByText('Facture F-118').waitFor()
  expect(await isPainted(first.locator('canvas'))).toBe(true)
  expect(await frame.getByRole('region').count()).toBe(3)
  await look(page, 'pdf')
  const before = await first.boundingBox()
  await page.getByRole('button', { name: 'Agrandir' }).click()
  await expect
    .poll(async () => (await first.boundingBox())?.width ?? 0)
    .toBeGreaterThan((before?.width ?? 0) * 1.4)
  await first.getByText('Facture F-118').waitFor()
  expect(visited.complaints).toEqual([])
})

test('a message that was attached → who wrote it and when, about what, and its text', async () => {
  const page = await opened('Transmission')
  await tile(page, 'Demande de Julie.eml').click()
  const shown = dialog(page, 'Demande de Julie.eml')
  await shown.getByText('Julie Perreau <julie@perreau.test>').waitFor()
  await shown.getByText('Location de la salle').waitFor()
  await shown.getByText('la salle est-elle libre samedi').waitFor()
  await look(page, 'message')
  expect(visited.complaints).toEqual([])
})

test('the keys → the next, the one before, and away, where one was', async () => {
  const page = await opened('Pièces')
  await tile(page, 'Facture F-118.pdf').click()
  await dialog(page, 'Facture F-118.pdf').waitFor()
  await page.locator('.preview :focus').waitFor()
  await page.keyboard.press('ArrowRight')
  const picture = dialog(page, 'Faîtage nord.png').getByRole('img', { name: 'Faîtage nord.png' })
  await picture.waitFor()
  expect(await picture.evaluate(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight])).toEqual([
    600, 400,
  ])
  await look(page, 'image')
  await page.keyboard.press('ArrowRight')
  await dialog(page, 'Lettre.docx').getByText('Madame le Maire,').waitFor()
  await look(page, 'document')
  await page.keyboard.press('ArrowRight')
  await dialog(page, 'Budget.xlsx').getByRole('cell', { name: 'Toiture' }).waitFor()
  await look(page, 'sheet')
  await page.keyboard.press('ArrowRight')
  await dialog(page, 'Plans.zip').getByRole('cell', { name: 'plans/nord.pdf' }).waitFor()
  await look(page, 'archive')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowLeft')
  await dialog(page, 'Budget.xlsx').waitFor()
  await page.keyboard.press('Escape')
  await dialog(page, 'Budget.xlsx').waitFor({ state: 'detached' })
  await expect
    .poll(() => page.evaluate('document.activeElement.textContent'))
    .toContain('Aperçu de Facture F-118.pdf')
})

test('keys pressed inside the frame of a PDF → the same', async () => {
  const page = await opened('Pièces')
  await tile(page, 'Facture F-118.pdf').click()
  const pressedInside = async (key: string): Promise<void> => {
    await page.frameLocator('iframe.preview-pdf').getByText('Facture F-118').click()
    // A frame of another host is another process, which hears of the keys a moment after the mouse.
    await expect.poll(() => page.evaluate('document.activeElement.className')).toBe('preview-pdf')
    // The frame that takes the key goes by it, and may take along the browser's word that the key was taken.
    void page.keyboard.press(key).catch(() => undefined)
  }
  await pressedInside('ArrowRight')
  await dialog(page, 'Faîtage nord.png').waitFor()
  await page.keyboard.press('ArrowLeft')
  await pressedInside('Escape')
  await dialog(page, 'Facture F-118.pdf').waitFor({ state: 'detached' })
})

test('a picture that is a document with a script → kept, never shown', async () => {
  const page = await opened('Pièces')
  expect(await tile(page, 'Logo.svg').count()).toBe(0)
  await page.getByRole('link', { name: /Logo.svg/ }).waitFor()
})

test.each([
  ['Verrouillé.pdf', 'ce fichier est protégé par un mot de passe.'],
  ['Cassé.pdf', 'ce fichier est abîmé, ou n’est pas ce que dit son nom.'],
  ['Faux.png', 'ce fichier est abîmé, ou n’est pas ce que dit son nom.'],
])('%s → why it cannot be shown, and the way to keep it', async (name, why) => {
  const page = await opened('Mauvaises')
  await tile(page, name).click()
  await dialog(page, name).getByText(why).waitFor()
  expect(await dialog(page, name).getByRole('link', { name: 'Télécharger' }).count()).toBe(2)
  await look(page, `none-${name.slice(0, 5)}`)
})
