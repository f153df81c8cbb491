// What is put off in a real browser, on a real Dovecot: out of the inbox, in a folder of its own with its hour, and back by itself.

import type { Page } from 'playwright-core'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { Secret } from '#core/secret.ts'
import { doveadmClient } from '#daemons/doveadm/doveadm.ts'
import { snoozedRunsStore } from '#db/stores/webmail/snoozed-runs.ts'
import { openBrowser, type Visit, visit, type Width } from '#test/support/browser/browser.ts'
import { mairie } from '#test/support/database/commune.ts'
import { inMailbox, newFolder } from '#test/support/dovecot/mailbox-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { webmailAlbum } from '#test/support/webmail/webmail-album.ts'
import { returnSnoozed } from '#worker/snoozed/return-snoozed.ts'

const webmail = await webmailUnderTest()
const { dovecot, made, owner } = webmail
const look = webmailAlbum('snooze')
const browser = await openBrowser()
afterAll(() => browser.close())
const cookie = await webmail.cookie()
// Whose role needs no second factor reads at once.
await owner.pool.query("update person set role = 'member' where id = $1", [made.person])

const subjects = ['Devis', 'Cantine', 'Acte']

beforeEach(async () => {
  await owner.pool.query('truncate snoozed_message')
  await inMailbox(dovecot, { mailbox: mairie, person: made.person }, async (client) => {
    for (const folder of ['INBOX', 'Snoozed']) {
      await newFolder(client, folder)
      await client.mailboxOpen(folder)
      await client.messageDelete('1:*')
    }
    for (const [day, subject] of subjects.entries())
      await client.append(
        'INBOX',
        `From: Julie Perreau <julie@perreau.test>\r\nSubject: ${subject}\r\n\r\nBonjour\r\n`,
        ['\\Seen'],
        new Date(Date.UTC(2026, 9, day + 1)),
      )
  })
})

async function opened(path: string, width: Width = 'desk'): Promise<Visit> {
  const tab = await visit(browser, webmail, width)
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  await tab.context.addCookies([{ name, value: decodeURIComponent(value), url: webmail.origin }])
  await tab.page.goto(path)
  return tab
}

const inbox = `/b/${mairie}/INBOX`
const shown = (page: Page) => page.locator('.list .row-subject b').allTextContents()
const listed = (page: Page, expected: readonly string[]) =>
  expect.poll(() => shown(page), { timeout: 20_000 }).toEqual(expected)
const row = (page: Page, name: string | RegExp) => page.getByRole('row', { name })
const inMenu = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name })

/** As the worker does, once the hour has come. */
async function hoursCome(): Promise<void> {
  await owner.pool.query('update snoozed_message set returns_at = now(), next_attempt_at = now()')
  await returnSnoozed({
    clock: systemClock,
    runs: snoozedRunsStore(owner),
    doveadm: doveadmClient({
      ...{ host: '127.0.0.1', port: dovecot.installation.ports.doveadm, timeoutMilliseconds: 10_000 },
      password: new Secret(dovecot.doveadmPassword),
    }),
  })
}

test('from its row → out of the inbox and said, in « En attente » with its hour; when it has come → back on top, unread', async () => {
  await using tab = await opened(inbox)
  const { page } = tab
  await listed(page, ['Acte', 'Cantine', 'Devis'])
  await row(page, /Cantine/).hover()
  await row(page, /Cantine/)
    .getByRole('button', { name: 'Mettre en attente' })
    .click()
  await inMenu(page, /^Demain à/).waitFor()
  await look(page, 'row-menu', ['desk'])
  await inMenu(page, /^Demain à/).click()
  await listed(page, ['Acte', 'Devis'])
  await page.getByText(/^Conversation mise en attente, retour demain à 08.h.00\.$/).waitFor()
  await look(page, 'snoozed')
  await page.getByRole('link', { name: 'En attente', exact: false }).first().click()
  await row(page, /Cantine.*revient demain à 08.h.00/).waitFor()
  await look(page, 'folder')
  await row(page, /Cantine/).click()
  await page.getByRole('heading', { name: 'Cantine' }).waitFor()
  await look(page, 'open')
  await page.goto(inbox)
  await listed(page, ['Acte', 'Devis'])
  await hoursCome()
  await listed(page, ['Cantine', 'Acte', 'Devis'])
  await row(page, /Non lu.*Cantine/).waitFor()
  await look(page, 'returned')
  expect(tab.complaints).toEqual([])
})

test('taken back at once, or out of the folder → in the inbox; and that taken back → in the folder until its hour', async () => {
  await using tab = await opened(inbox)
  const { page } = tab
  await listed(page, ['Acte', 'Cantine', 'Devis'])
  const putOff = async (): Promise<void> => {
    await row(page, /Devis/).hover()
    await row(page, /Devis/).getByRole('button', { name: 'Mettre en attente' }).click()
    await inMenu(page, /^La semaine prochaine/).click()
    await listed(page, ['Acte', 'Cantine'])
  }
  await putOff()
  await page.getByRole('button', { name: 'Annuler', exact: true }).click()
  await listed(page, ['Acte', 'Cantine', 'Devis'])
  await putOff()
  // The list shows it before the server has done it.
  await page.getByText(/^Conversation mise en attente, retour/).waitFor()
  await page.goto(`/b/${mairie}/Snoozed`)
  await row(page, /Devis, .*revient/).hover()
  await row(page, /Devis/).getByRole('button', { name: 'Mettre en attente' }).click()
  await look(page, 'folder-menu', ['desk'])
  await inMenu(page, 'Remettre dans la réception').click()
  await listed(page, [])
  await page.getByText('Conversation remise dans la réception.').waitFor()
  await page.keyboard.press('Control+z')
  await row(page, /Devis, .*revient/).waitFor()
})

test('a day and an hour of one’s own, by the keyboard → until then; the focus is on the row that took its place', async () => {
  await using tab = await opened(inbox)
  const { page } = tab
  await listed(page, ['Acte', 'Cantine', 'Devis'])
  await row(page, /Cantine/).click()
  await page.getByRole('heading', { name: 'Cantine' }).waitFor()
  await page
    .getByRole('toolbar', { name: 'Actions sur la conversation' })
    .getByRole('button', { name: 'Mettre en attente' })
    .click()
  await look(page, 'tools-menu', ['desk', 'small'])
  await inMenu(page, 'Choisir la date et l’heure').click()
  const dialog = page.getByRole('dialog', { name: 'Mettre en attente' })
  await dialog.getByLabel('Date').fill('2099-12-03')
  await dialog.getByLabel('Heure').fill('09:30')
  await look(page, 'dialog', ['desk', 'small'])
  await dialog.getByLabel('Date').fill('2026-01-01')
  await dialog.getByRole('button', { name: 'Mettre en attente' }).click()
  await dialog.getByText('Choisissez un moment à venir.').waitFor()
  const [day = ''] = new Date(Date.now() + 40 * 86_400_000).toISOString().split('T')
  await dialog.getByLabel('Date').fill(day)
  await dialog.getByRole('button', { name: 'Mettre en attente' }).click()
  await listed(page, ['Acte', 'Devis'])
  await page.getByText(/^Conversation mise en attente, retour/).waitFor()
  await page.goto(inbox)
  await row(page, /Acte/).getByRole('button', { name: 'Mettre en attente' }).waitFor({ state: 'attached' })
  await row(page, /Acte/).focus()
  await page.keyboard.press('ArrowRight')
  for (let at = 0; at < 4; at += 1) await page.keyboard.press('ArrowRight')
  await page.locator('.row-act[aria-haspopup]:focus').waitFor()
  await page.keyboard.press('Enter')
  await inMenu(page, /^Demain à/).waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.row-act[aria-haspopup]:focus').waitFor()
  await page.keyboard.press('Enter')
  await page.locator('[role="menuitem"]:focus').waitFor()
  await page.keyboard.press('Enter')
  await listed(page, ['Devis'])
  await page.locator('[role="row"][data-index="0"]:focus').waitFor()
})

test('on a phone → behind « Autres actions », and in the bar of what is ticked', async () => {
  await using tab = await opened(inbox, 'phone')
  const { page } = tab
  await row(page, /Cantine/).click()
  await page.getByRole('heading', { name: 'Cantine' }).waitFor()
  await page.getByRole('button', { name: 'Autres actions' }).click()
  await inMenu(page, 'Mettre en attente').click()
  await inMenu(page, /^Demain à/).waitFor()
  await look(page, 'phone-menu', ['phone'])
  await inMenu(page, /^Demain à/).click()
  await page.getByText(/^Conversation mise en attente/).waitFor()
  await look(page, 'phone-snoozed', ['phone'])
})

test('ticked, and the key b → until then, all of them', async () => {
  await owner.pool.query(
    'insert into person_settings (person_id, shortcuts) values ($1, true) on conflict (person_id) do update set shortcuts = true',
    [made.person],
  )
  await using tab = await opened(inbox)
  const { page } = tab
  for (const name of [/Cantine/, /Acte/]) {
    await row(page, name).hover()
    await row(page, name)
      .getByRole('button', { name: /^Sélectionner/ })
      .click()
  }
  await look(page, 'ticked')
  await page.keyboard.press('b')
  await inMenu(page, /^Demain à/).click()
  await listed(page, ['Devis'])
  await page.getByText(/^2 conversations mises en attente, retour demain/).waitFor()
})
