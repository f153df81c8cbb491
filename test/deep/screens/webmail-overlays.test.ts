// What opens over the page in a real browser: menus by the keyboard, and code that comes when something is opened and does not come.

import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser, type Visit, visit, type Width } from '#test/support/browser/browser.ts'
import { mairie } from '#test/support/database/commune.ts'
import { inMailbox, newFolder } from '#test/support/dovecot/mailbox-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'

const webmail = await webmailUnderTest()
const browser = await openBrowser()
afterAll(() => browser.close())
const cookie = await webmail.cookie()
await webmail.owner.pool.query("update person set role = 'member' where id = $1", [webmail.made.person])

await inMailbox(webmail.dovecot, { mailbox: mairie, person: webmail.made.person }, async (client) => {
  for (const folder of ['Cantine', 'Travaux', 'Voirie']) await newFolder(client, folder)
  for (const subject of ['Acte', 'Bail', 'Devis'])
    await client.append('INBOX', `From: Julie <julie@perreau.test>\r\nSubject: ${subject}\r\n\r\nBonjour\r\n`)
})

interface Opened {
  readonly width?: Width
  /** Files of these names do not come. */
  readonly without?: RegExp
  /** Files of these names come once that is settled. */
  readonly slow?: { readonly files: RegExp; readonly until: Promise<unknown> }
}

async function opened({ width = 'desk', without, slow }: Opened = {}): Promise<Visit> {
  const tab = await visit(browser, webmail, width)
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  await tab.context.addCookies([{ name, value: decodeURIComponent(value), url: webmail.origin }])
  if (without !== undefined) await tab.context.route(without, (route) => route.abort())
  if (slow !== undefined)
    await tab.context.route(slow.files, (route) => slow.until.then(() => route.continue()))
  await tab.page.goto(`/b/${mairie}/INBOX`)
  await tab.page.getByRole('row', { name: /Devis/ }).waitFor()
  return tab
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const focused = (page: Page) => page.locator(':focus').textContent()
const isFocused = async (page: Page, name: string) =>
  (await button(page, name).and(page.locator(':focus')).count()) === 1

test('a menu by its button’s keys → Enter and arrow down at its first entry, arrow up at its last; Escape gives the focus back', async () => {
  await using tab = await opened()
  const { page, complaints } = tab
  await page.getByRole('row', { name: /Devis/ }).click()
  const move = button(page, 'Déplacer')
  for (const [key, entry] of [
    ['Enter', /Archives/],
    ['ArrowDown', /Archives/],
    ['ArrowUp', /Voirie/],
  ] as const) {
    await move.focus()
    await page.keyboard.press(key)
    await page.getByRole('menu', { name: 'Déplacer dans' }).waitFor()
    await expect.poll(() => focused(page)).toMatch(entry)
    await page.keyboard.press('Escape')
    await expect.poll(() => isFocused(page, 'Déplacer')).toBe(true)
    expect(await move.getAttribute('aria-expanded')).toBe('false')
  }
  expect(complaints).toEqual([])
})

test('Enter held on a button of the bar → pressed once', async () => {
  await using tab = await opened()
  const { page, complaints } = tab
  await page.getByRole('row', { name: /Devis/ }).click()
  await page.getByRole('heading', { name: 'Devis' }).waitFor()
  await button(page, 'Conversation suivante').focus()
  await page.keyboard.down('Enter')
  await page.getByRole('heading', { name: 'Bail' }).waitFor()
  await page.keyboard.down('Enter')
  await page.keyboard.down('Enter')
  await page.keyboard.up('Enter')
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))')
  expect(await page.getByRole('heading', { name: 'Bail' }).count()).toBe(1)
  expect(complaints).toEqual([])
})

test('an entry of a menu pressed → done, and the menu is gone', async () => {
  await using tab = await opened()
  const { page, complaints } = tab
  await page.getByRole('row', { name: /Devis/ }).click()
  await button(page, 'Déplacer').click()
  await page.getByRole('menuitem', { name: 'Cantine' }).click()
  await page
    .getByText(/Cantine/)
    .first()
    .waitFor()
  await expect.poll(() => page.getByRole('menu').count()).toBe(0)
  await page.getByRole('row', { name: /Devis/ }).waitFor({ state: 'detached' })
  await page.goto(`/b/${mairie}/Cantine`)
  await page.getByRole('row', { name: /Devis/ }).click()
  await button(page, 'Déplacer').click()
  await page.getByRole('menuitem', { name: 'Réception' }).click()
  await page.getByRole('row', { name: /Devis/ }).waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
})

test.each([
  ['a menu', /hanging-menu/, 'Déplacer'],
  ['a dialog', /dialog-shown/, 'Créer et gérer les dossiers'],
  ['the form of a search', /search-panel/, 'Options de recherche'],
])(
  '%s whose code does not come → said each time it is asked for, and the page goes on',
  async (_what, without, name) => {
    await using tab = await opened({ without })
    const { page } = tab
    await page.getByRole('row', { name: /Devis/ }).click()
    const said = page.getByText('Cette partie de la page n’arrive pas. Rechargez la page.')
    await button(page, name).click()
    await said.waitFor()
    await button(page, 'Fermer').first().click()
    await said.waitFor({ state: 'detached' })
    await button(page, name).click()
    await said.waitFor()
    expect(await page.getByRole('row', { name: /Devis/ }).count()).toBe(1)
  },
)

test('the drawer of a phone → opens, closes by Escape, and its code that does not come is said', async () => {
  await using tab = await opened({ width: 'phone' })
  const { page, complaints } = tab
  await button(page, 'Menu').click()
  const drawer = page.getByRole('dialog', { name: 'Dossiers' })
  await drawer.getByRole('link', { name: /Cantine/ }).waitFor()
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
  await using without = await opened({ width: 'phone', without: /drawer/ })
  await button(without.page, 'Menu').click()
  await without.page.getByText('Cette partie de la page n’arrive pas. Rechargez la page.').waitFor()
})

test.each([
  ['Escape', (page: Page) => page.keyboard.press('Escape')],
  ['a press elsewhere', (page: Page) => page.getByRole('heading', { name: 'Devis' }).click()],
])('a menu that is slow to come, and %s meanwhile → it does not open', async (_what, takeBack) => {
  const come = Promise.withResolvers<undefined>()
  await using tab = await opened({ slow: { files: /hanging-menu/, until: come.promise } })
  const { page, complaints } = tab
  await page.getByRole('row', { name: /Devis/ }).click()
  const move = button(page, 'Déplacer')
  await move.click()
  expect(await move.getAttribute('aria-expanded')).toBe('true')
  await takeBack(page)
  expect(await move.getAttribute('aria-expanded')).toBe('false')
  const came = page.waitForResponse(/hanging-menu.*js$/)
  come.resolve(undefined)
  await came
  expect(await page.getByRole('heading', { name: 'Devis' }).count()).toBe(1)
  await move.click()
  await page.getByRole('menu', { name: 'Déplacer dans' }).waitFor()
  expect(complaints).toEqual([])
})
