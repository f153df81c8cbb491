// What a person sees when the mail server goes away in the middle of what she does, in a real browser: nothing is lost, what was not
// done is said, and the list shows what is true again without anybody loading the page anew.

import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from '#test/support/browser/browser.ts'
import { mairie } from '#test/support/database/commune.ts'
import { imapLine } from '#test/support/dovecot/imap-line.ts'
import { inMailbox } from '#test/support/dovecot/mailbox-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { webmailAlbum } from '#test/support/webmail/webmail-album.ts'

const line = await imapLine()
afterAll(() => line[Symbol.asyncDispose]())
const webmail = await webmailUnderTest({
  imapPort: ({ installation }) => {
    line.target = installation.ports.imap
    return line.port
  },
})
const look = webmailAlbum('faults')
const browser = await openBrowser()
afterAll(() => browser.close())
const cookie = await webmail.cookie()
await webmail.owner.pool.query("update person set role = 'member' where id = $1", [webmail.made.person])

const put = (subject: string) =>
  inMailbox(webmail.dovecot, { mailbox: mairie, person: webmail.made.person }, (client) =>
    client.append('INBOX', `From: Julie <julie@perreau.test>\r\nSubject: ${subject}\r\n\r\nBonjour\r\n`),
  )

const subjectsIn = (folder: string) =>
  inMailbox(webmail.dovecot, { mailbox: mairie, person: webmail.made.person }, async (client) => {
    await client.mailboxOpen(folder)
    return (await client.fetchAll('1:*', { envelope: true })).map(({ envelope }) => envelope?.subject)
  })

async function opened(): Promise<Visit> {
  const tab = await visit(browser, webmail, 'desk')
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  await tab.context.addCookies([{ name, value: decodeURIComponent(value), url: webmail.origin }])
  await tab.page.goto(`/b/${mairie}/INBOX`)
  return tab
}

const row = (page: Page, subject: string) => page.getByRole('row', { name: subject })

async function archive(page: Page, subject: string): Promise<void> {
  await row(page, subject).click()
  await page
    .frameLocator('iframe.html-frame')
    .getByText('Bonjour')
    .or(page.locator('#message .text-alone'))
    .waitFor()
  await page.locator('#message').getByRole('button', { name: 'Archiver', exact: true }).click()
}

test('Dovecot stopped while a message is archived → said, the message is in its place again, and once it is back it is archived', async () => {
  await put('Devis de la toiture')
  await using tab = await opened()
  const { page } = tab
  await row(page, 'Devis de la toiture').waitFor()
  await webmail.dovecot.restart(async () => {
    await row(page, 'Devis de la toiture').click()
    await page.locator('#message').getByRole('button', { name: 'Archiver', exact: true }).click()
    await look(page, 'messagerie-absente')
    await row(page, 'Devis de la toiture').waitFor()
  })
  expect(await subjectsIn('INBOX')).toEqual(['Devis de la toiture'])
  await archive(page, 'Devis de la toiture')
  await row(page, 'Devis de la toiture').waitFor({ state: 'detached' })
  await expect.poll(() => subjectsIn('Archive'), { timeout: 20_000 }).toEqual(['Devis de la toiture'])
})

test('the answer about an archived message lost on its way → the list shows where it is in truth', async () => {
  await put('Ordre du jour')
  await using tab = await opened()
  const { page } = tab
  await row(page, 'Ordre du jour').waitFor()
  const lost = line.loseAnswerTo('UID MOVE')
  await archive(page, 'Ordre du jour')
  await lost
  await expect.poll(() => subjectsIn('INBOX'), { timeout: 20_000 }).toEqual([])
  await row(page, 'Ordre du jour').waitFor({ state: 'detached' })
  await look(page, 'reponse-perdue')
})
