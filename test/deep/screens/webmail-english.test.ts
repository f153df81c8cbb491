// The webmail in English, screen after screen in a real browser: nothing on them is a French text of the catalogue.

import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser, visit } from '#test/support/browser/browser.ts'
import { french, texts } from '#test/support/browser/catalogue.ts'
import { mairie } from '#test/support/database/commune.ts'
import { inMailbox } from '#test/support/dovecot/mailbox-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { button } from '#test/support/webmail/webmail-writing.ts'

const webmail = await webmailUnderTest()
const browser = await openBrowser()
afterAll(() => browser.close())
const cookie = await webmail.cookie()
await webmail.owner.pool.query('update person set two_factor_enabled = true')
await inMailbox(webmail.dovecot, { mailbox: mairie, person: webmail.made.person }, (client) =>
  client.append('INBOX', 'From: Ann Smith <ann@smith.test>\r\nSubject: Roof\r\n\r\nHello.\r\n'),
)

/** By a path that is not known before: what runs in browsers is not of the types of what runs here. */
async function catalogue(language: 'fr' | 'en'): Promise<object> {
  const first: object = await import(`../../webmail/client/words/${language}.ts`)
  const later: object = await import(`../../webmail/client/words/${language}-later.ts`)
  return { ...first, ...later }
}

const inEnglish = new Set(texts(await catalogue('en')).map(([, text]) => text))
const onlyFrench = texts(await catalogue('fr')).filter(([, text]) => !inEnglish.has(text))
/** Texts around a value were asked with `x` or a count: on a screen anything may stand there. */
const anyValue = /\bx\b|\d+/g
const isSaidAround = (text: string): boolean =>
  text.replaceAll(anyValue, '').replaceAll(/\P{L}/gu, '').length > 3
const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
const exact = new Set(onlyFrench.map(([, text]) => text.trim()))
const around = onlyFrench
  .filter(([, text]) => text.search(anyValue) !== -1 && isSaidAround(text))
  .map(([, text]) => new RegExp(`^${text.trim().split(anyValue).map(escaped).join('.+')}$`, 'u'))

const isFrench = (text: string): boolean =>
  exact.has(text) || french.test(text) || around.some((pattern) => pattern.test(text))

/** What is read on a page, or read out: of each element alone, with what it is called. */
const saidOn = (page: Page) =>
  page.evaluate<readonly string[]>(`(() => {
  const said = new Set([document.title])
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.checkVisibility() || element.closest('script, style') !== null) continue
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) said.add(node.data.trim())
    if (element.childElementCount === 0) said.add(element.textContent.trim())
    for (const name of ['aria-label', 'aria-description', 'aria-roledescription', 'title', 'placeholder', 'alt'])
      said.add((element.getAttribute(name) ?? '').trim())
  }
  return [...said].filter((text) => text !== '')
})()`)

const found: string[] = []
const screens: string[] = []

async function inOrder(page: Page, screen: string): Promise<void> {
  const said = await saidOn(page)
  screens.push(screen)
  expect(said.length, screen).toBeGreaterThan(5)
  // A language is called by its own name.
  const left = said.filter((text) => text !== 'Français' && isFrench(text))
  found.push(...left.map((text) => `${screen}: ${text}`))
}

test('a French text of the catalogue, alone and around a value → known; its English → not', () => {
  const address = 'mairie@mairie-saulieu.fr'
  for (const text of ['Réglages', `Dossiers de ${address}`, `Nouveau message — ${address}`])
    expect(isFrench(text), text).toBe(true)
  for (const text of ['Settings', `Folders of ${address}`, `New message — ${address}`])
    expect(isFrench(text), text).toBe(false)
})

test('English chosen, every main screen → not one French text of the catalogue', async () => {
  await using tab = await visit(browser, webmail)
  const { page, context } = tab
  await page.goto('/connexion')
  await page.getByLabel('Votre adresse').waitFor()
  expect((await saidOn(page)).filter(isFrench)).not.toEqual([])
  await page.evaluate("localStorage.setItem('vaguemestre.language', 'en')")
  await page.reload()
  await page.getByRole('heading', { name: 'Open your mail' }).waitFor()
  await inOrder(page, 'entrance')
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  await context.addCookies([{ name, value: decodeURIComponent(value), url: webmail.origin }])

  await page.goto(`/b/${mairie}/INBOX`)
  await page.getByRole('row', { name: /Roof/ }).waitFor()
  await inOrder(page, 'list')
  await page.getByRole('row', { name: /Roof/ }).click()
  await page.locator('iframe.html-frame').waitFor()
  await inOrder(page, 'reading')
  await button(page, 'Search options').click()
  await page.getByRole('dialog', { name: 'Search options' }).waitFor()
  await inOrder(page, 'search form')
  await page.keyboard.press('Escape')
  await button(page, 'Write').click()
  await page.locator('.composer [role=combobox]:focus').waitFor()
  await inOrder(page, 'composer')
  await page.keyboard.press('Escape')

  for (const folder of ['Sent', 'Drafts', 'Archive', 'Trash']) {
    await page.goto(`/b/${mairie}/${folder}`)
    await page.getByRole('link', { name: /^Drafts/ }).waitFor()
    await inOrder(page, folder)
  }
  await page.goto('/toutes')
  await page.getByRole('row', { name: /Roof/ }).waitFor()
  await inOrder(page, 'every box')

  await page.goto(`/contacts/${mairie}`)
  await page.getByText('No contacts yet').first().waitFor()
  await inOrder(page, 'contacts')
  await page.getByRole('link', { name: 'New contact' }).first().click()
  await page.getByRole('heading', { name: 'New contact' }).waitFor()
  await inOrder(page, 'new contact')

  await page.goto(`/b/${mairie}/INBOX`)
  await button(page, 'Settings').click()
  await page.getByRole('tab').first().waitFor()
  for (const section of await page.getByRole('tab').all()) {
    await section.click()
    await page.getByRole('tabpanel').locator(':is(button, input, p)').first().waitFor()
    await inOrder(page, `settings, ${await section.textContent()}`)
  }
  await page.getByRole('tab', { name: 'Rules', exact: true }).click()
  await button(page, 'New rule').click()
  await page.getByRole('tabpanel').getByRole('textbox').first().waitFor()
  await inOrder(page, 'new rule')

  expect(found).toEqual([])
  expect(screens.length).toBeGreaterThan(20)
  expect(tab.complaints).toEqual([])
})
