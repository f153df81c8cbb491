// One conversation in a real browser, as a secretary finds it: what came, what she answered, and a draft of hers that did not leave
// yet, each told from the others; any of its messages can be answered.

import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from '#test/support/browser/browser.ts'
import { mairie } from '#test/support/database/commune.ts'
import { filed, inMailbox } from '#test/support/dovecot/mailbox-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { webmailAlbum } from '#test/support/webmail/webmail-album.ts'
import { button, windowOf } from '#test/support/webmail/webmail-writing.ts'

const webmail = await webmailUnderTest()
const look = webmailAlbum('conversation')
const browser = await openBrowser()
afterAll(() => browser.close())
const cookie = await webmail.cookie()
await webmail.owner.pool.query('update person set two_factor_enabled = true')

interface Written {
  readonly folder: string
  readonly flags?: string[]
  readonly day: number
  readonly from: string
  readonly id: string
  /** Ids of those it answers, the nearest last. */
  readonly answers?: readonly string[]
  readonly text: string
  /** A report in place of a text alone. */
  readonly report?: string
}

function sourceOf({ day, from, id, answers, text, report }: Written): string {
  const part = (type: string, content: string) => `--b\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`
  const [type, body] =
    report === undefined
      ? ['text/plain; charset=utf-8', text]
      : [
          `multipart/report; report-type=${report.split('/')[1]}; boundary=b`,
          `${part('text/plain; charset=utf-8', text)}${part(report, 'Reporting-MTA: dns; mx.ailleurs.test')}--b--`,
        ]
  return [
    `From: ${from}`,
    `To: ${from.includes(mairie) ? 'sophie@vauthier.test' : mairie}`,
    `Subject: ${answers === undefined ? '' : 'Re: '}Toiture`,
    `Message-ID: <${id}>`,
    ...(answers === undefined
      ? []
      : [`In-Reply-To: <${answers.at(-1)}>`, `References: ${answers.map((each) => `<${each}>`).join(' ')}`]),
    `Date: ${new Date(Date.UTC(2026, 2, day, 9)).toUTCString()}`,
    'MIME-Version: 1.0',
    `Content-Type: ${type}`,
    '',
    body,
    '',
  ].join('\r\n')
}

const sophie = 'Sophie Vauthier <sophie@vauthier.test>'
const conversation: readonly Written[] = [
  { folder: 'INBOX', flags: ['\\Seen'], day: 2, from: sophie, id: 'a@v', text: 'Voici le devis.' },
  {
    ...{
      folder: 'Sent',
      flags: ['\\Seen'],
      day: 3,
      from: `Saulieu <${mairie}>`,
      id: 'b@m',
      answers: ['a@v'],
    },
    text: 'Merci, nous le regardons.',
  },
  {
    ...{ folder: 'INBOX', flags: ['\\Seen'], day: 4, from: sophie, id: 'c@v', answers: ['a@v', 'b@m'] },
    text: 'Avez-vous décidé ?',
  },
  {
    ...{ folder: 'INBOX', flags: ['\\Seen'], day: 5, from: 'Postmaster <postmaster@ailleurs.test>' },
    ...{ id: 'd@x', answers: ['a@v', 'b@m'], text: 'Pas encore remis.', report: 'message/delivery-status' },
  },
  {
    ...{ folder: 'Drafts', flags: ['\\Draft', '\\Seen'], day: 6, from: `Saulieu <${mairie}>` },
    ...{ id: 'e@m', answers: ['a@v', 'b@m', 'c@v'], text: 'Nous acceptons.' },
  },
]
await inMailbox(webmail.dovecot, { mailbox: mairie, person: webmail.made.person }, async (client) => {
  for (const each of conversation)
    await filed(client, each.folder, sourceOf(each), each.flags, new Date(Date.UTC(2026, 2, each.day, 9)))
})

async function opened(): Promise<Visit & { readonly page: Page }> {
  const tab = await visit(browser, webmail)
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  await tab.context.addCookies([{ name, value: decodeURIComponent(value), url: webmail.origin }])
  await tab.page.goto(`/b/${mairie}/INBOX`)
  await tab.page.getByRole('row', { name: /Toiture/ }).click()
  await tab.page.locator('.pane article').first().waitFor()
  return tab
}

const folded = (page: Page) => page.locator('.pane .fold')

test('a conversation with an answer that waits among the drafts → that one is a line that says so; the others say how they begin', async () => {
  await using tab = await opened()
  const { page } = tab
  await look(page, 'opened')
  await button(page, '2 messages plus anciens').click()
  await expect.poll(() => folded(page).allInnerTexts()).toHaveLength(4)
  const [first, own, before, draft] = await folded(page).allInnerTexts()
  expect(first).toContain('Voici le devis.')
  expect(own).toContain('Merci, nous le regardons.')
  expect(before).toContain('Avez-vous décidé ?')
  expect(draft).toMatch(/Brouillon\s+Nous acceptons\./)
  await look(page, 'draft')
  await folded(page).last().click()
  await page.locator('.composer').getByText('Nous acceptons.').waitFor()
  expect(tab.complaints).toEqual([])
})

test('« Répondre » under a notice that came last → to whoever wrote before it', async () => {
  await using tab = await opened()
  const { page } = tab
  await button(page, 'Répondre').click()
  const window = windowOf(page, 'Réponse')
  await window.getByRole('list', { name: 'Destinataires' }).getByText('Sophie Vauthier').waitFor()
  expect(tab.complaints).toEqual([])
})

test('an earlier message opened, and passed on from its menu → that message, and not the last', async () => {
  await using tab = await opened()
  const { page } = tab
  await button(page, '2 messages plus anciens').click()
  await folded(page).first().click()
  const message = page.getByRole('article').filter({ hasText: 'Sophie Vauthier' }).first()
  await button(message, 'Répondre à ce message ou le transférer').click()
  await page.getByRole('menuitem', { name: 'Transférer' }).waitFor()
  await look(page, 'answer-this')
  const asked = page.waitForRequest((request) => new URL(request.url()).pathname.endsWith('/answer'))
  await page.getByRole('menuitem', { name: 'Transférer' }).click()
  await windowOf(page, 'Transfert').locator('.compose-text').waitFor()
  const { searchParams } = new URL((await asked).url())
  expect(Object.fromEntries(searchParams)).toMatchObject({ folder: 'INBOX', uid: '1', kind: 'forward' })
  expect(tab.complaints).toEqual([])
})
