// A conversation printed: what the browser is given to print is laid out as a PDF by Chromium, and its text is read back.

import type { Browser, Page } from 'playwright-core'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from '#test/support/browser/browser.ts'
import { mairie } from '#test/support/database/commune.ts'
import { inMailbox } from '#test/support/dovecot/mailbox-client.ts'
import { messageWithFiles } from '#test/support/gateway/message-with-files.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { webmailAlbum } from '#test/support/webmail/webmail-album.ts'

const webmail = await webmailUnderTest()
const look = webmailAlbum('print')
let browser: Browser
let visited: Visit
const handed: string[] = []

/** In place of the dialog of the browser: what it would print is told, rules and all. */
const insteadOfPrinting = `window.print = () => {
  const rules = (root) => [...root.adoptedStyleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText)
  const inside = [...document.querySelectorAll('.printed-text')].flatMap(({ shadowRoot }) => rules(shadowRoot))
  const text = document.documentElement.getHTML({ serializableShadowRoots: true })
  console.info('printed ' + JSON.stringify({ own: window.top === window, title: document.title, text, rules: rules(document).join(''), inside: inside.join('') }))
  dispatchEvent(new Event('afterprint'))
}`

const first = [
  'From: Sophie Vauthier <contact@vauthier.test>',
  `To: Mairie <${mairie}>`,
  'Cc: adjoint@mairie-saulieu.test',
  'Subject: Toiture',
  'Message-ID: <toiture@vauthier.test>',
  'Date: Tue, 03 Mar 2026 14:12:00 +0100',
  'MIME-Version: 1.0',
  'Content-Type: text/html; charset=utf-8',
  '',
  `<style>p { color: #123456 }</style><p>Bonjour,</p>${Array.from({ length: 120 }, (_, at) => `<p>Ligne ${at + 1} du devis.</p>`).join('')}<p>Fin du devis.</p><script>canary()</script>`,
  '',
].join('\r\n')

beforeAll(async () => {
  browser = await openBrowser()
  const answer = messageWithFiles('Re: Toiture', [
    { name: 'Accord signé.pdf', content: Buffer.alloc(2_000) },
  ]).replace(
    'Message-ID:',
    'In-Reply-To: <toiture@vauthier.test>\r\nReferences: <toiture@vauthier.test>\r\nMessage-ID:',
  )
  const who = { mailbox: mairie, person: webmail.made.person }
  await inMailbox(webmail.dovecot, who, async (client) => {
    await client.append('INBOX', first)
    await client.append('INBOX', answer)
  })
  // Whose role needs no second factor reads at once.
  await webmail.owner.pool.query("update person set role = 'member' where id = $1", [webmail.made.person])
  visited = await visit(browser, webmail)
  const { page, context } = visited
  await context.addInitScript(insteadOfPrinting)
  page.on('console', (message) => {
    if (message.text().startsWith('printed ')) handed.push(message.text().slice('printed '.length))
  })
  const [name = '', value = ''] = (await webmail.cookie()).split(/=(.*)/s)
  await context.addCookies([{ name, value: decodeURIComponent(value), url: webmail.origin }])
  await page.goto(`/b/${mairie}/INBOX`)
  await page.getByRole('row', { name: /Toiture/ }).click()
  await page.getByText('2 messages').waitFor()
})
afterAll(async () => {
  await visited?.[Symbol.asyncDispose]()
  await browser?.close()
})

interface Handed {
  /** Of the page itself, with all that is around the conversation. */
  readonly own: boolean
  readonly title: string
  readonly text: string
  readonly rules: string
  readonly inside: string
}

async function printedBy(act: (page: Page) => Promise<void>): Promise<Handed> {
  const before = handed.length
  await act(visited.page)
  await expect.poll(() => handed.length, { timeout: 15_000 }).toBe(before + 1)
  return JSON.parse(handed.at(-1) ?? '')
}

/** As Chromium makes it of what was handed over. */
async function pagesOf({ text, rules }: Handed): Promise<readonly string[]> {
  const paper = await browser.newPage()
  try {
    await paper.setContent(
      `<!doctype html><html><style>${rules}</style>${text.replaceAll(/<script[^>]*>.*?<\/script>|<link[^>]*>/gs, '')}</html>`,
    )
    const pdf = await getDocumentProxy(
      new Uint8Array(await paper.pdf({ format: 'A4', preferCSSPageSize: true })),
    )
    return (await extractText(pdf, { mergePages: false })).text
  } finally {
    await paper.close()
  }
}

test('« Imprimer » → the conversation on pages of its own: header lines, whole texts, names of files, and nothing of the screen', async () => {
  await look(visited.page, 'conversation')
  const printed = await printedBy((page) => page.getByRole('button', { name: 'Imprimer' }).click())
  expect(printed).toMatchObject({ own: false, title: 'Toiture' })
  const pages = await pagesOf(printed)
  expect(pages.length).toBeGreaterThanOrEqual(3)
  const text = pages.join('\n').replaceAll(/\s+/g, ' ')
  for (const said of [
    `Saulieu · ${mairie}`,
    'De Sophie Vauthier <contact@vauthier.test>',
    `À Mairie <${mairie}>`,
    'Copie adjoint@mairie-saulieu.test',
    'Objet Toiture',
    ...['Ligne 1 du devis.', 'Ligne 60 du devis.', 'Ligne 120 du devis.', 'Fin du devis.'],
    ...['Voici les pièces.', 'Pièces jointes', 'Accord signé.pdf'],
  ])
    expect(text).toContain(said)
  for (const chrome of ['Archiver', 'Répondre', 'Réception', 'Écrire', 'canary'])
    expect(text).not.toContain(chrome)
  expect(printed.text).toMatch(/<svg class="cachet"[^>]* data-tone="\w+"[^>]*>.*<text[^>]*>SA<\/text>/s)
  expect(text).toMatch(/^1 \/ \d SA Saulieu/)
  // Its rules are its own, and of the text that they came with.
  expect(printed.inside).toContain('rgb(18, 52, 86)')
  expect(printed.rules).not.toContain('18, 52, 86')
})

test('Ctrl+P, on the page and inside a message → the same sheet', async () => {
  expect(await printedBy((page) => page.keyboard.press('Control+p'))).toMatchObject({ own: false })
  const inside = await printedBy(async (page) => {
    await page.frameLocator('iframe.html-frame').last().locator('body').click()
    await page.keyboard.press('Control+p')
  })
  expect(inside).toMatchObject({ own: false, title: 'Toiture' })
  await visited.page.locator('.print-frame').waitFor({ state: 'detached' })
})

test('images that lie elsewhere → on paper once their reader asked for them, as on the screen', async () => {
  const { page } = visited
  await inMailbox(webmail.dovecot, { mailbox: mairie, person: webmail.made.person }, (client) =>
    client.append(
      'INBOX',
      [
        'From: Office de tourisme <bonjour@office.test>',
        `To: Mairie <${mairie}>`,
        'Subject: Programme',
        'Message-ID: <programme@office.test>',
        'MIME-Version: 1.0',
        'Content-Type: text/html; charset=utf-8',
        '',
        '<p>Le programme.</p><img src="https://images.office.test/affiche.png" alt="Affiche">',
        '',
      ].join('\r\n'),
    ),
  )
  await page.getByRole('row', { name: /Programme/ }).click()
  await page.getByText('1 image distante n’est pas affichée.').waitFor()
  const imagesIn = ({ text }: Handed) => text.match(/<img [^>]*src="[^"]+"/g) ?? []
  const print = () => printedBy((on) => on.getByRole('button', { name: 'Imprimer' }).click())
  expect(imagesIn(await print())).toEqual([])
  await page.getByRole('button', { name: 'Afficher les images' }).click()
  await page.getByText('1 image distante').waitFor({ state: 'detached' })
  await page.frameLocator('iframe.html-frame').locator('img[src]').waitFor({ state: 'attached' })
  expect(imagesIn(await print())).toHaveLength(1)
})
