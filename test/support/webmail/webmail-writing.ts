// Somebody writes in the webmail as it is built, in a real browser, in front of an API that remembers.

import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { openBrowser, visit, type Width } from '../browser/browser.ts'
import { type Look, webmailAlbum } from './webmail-album.ts'
import type { KnownDraft } from './webmail-fixtures.ts'
import { type WebmailOnFixtures, webmailOnFixtures } from './webmail-on-fixtures.ts'

export interface Writing extends AsyncDisposable {
  readonly page: Page
  readonly webmail: WebmailOnFixtures
  /** Nothing wrong in any width and theme, and a picture of each; nothing that the page complained of. `on`: another tab. */
  readonly inOrder: (name: string, on?: Page) => Promise<void>
}

export const inbox = '/b/mairie@mairie-saulieu.test/INBOX'

/** One browser and one album for a file; called once, at its top. Gives what opens the webmail in it. */
export function webmailInBrowser(
  subject: string,
): (path?: string, width?: Width, undoSeconds?: number) => Promise<Writing> {
  const look = webmailAlbum(subject)
  let browser: Browser | null = null
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())
  return async (path = inbox, width = 'desk', undoSeconds = 10) => {
    if (browser === null) throw new Error('there is no browser')
    return await openWebmail(browser, { path, width, undoSeconds, look })
  }
}

interface Opened {
  readonly path: string
  readonly width: Width
  /** How long a message that was sent can be taken back. */
  readonly undoSeconds: number
  readonly look: Look
}

async function openWebmail(browser: Browser, { path, width, undoSeconds, look }: Opened): Promise<Writing> {
  await using parts = new AsyncDisposableStack()
  const webmail = parts.use(await webmailOnFixtures())
  webmail.undoSeconds = undoSeconds
  const { page, complaints } = parts.use(await visit(browser, webmail, width))
  await page.goto(path)
  const rest = parts.move()
  return {
    ...{ page, webmail },
    async inOrder(name, on = page) {
      await look(on, name)
      expect(complaints).toEqual([])
    },
    [Symbol.asyncDispose]: () => rest.disposeAsync(),
  }
}

/** By its whole name, unless a pattern is given. */
export const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', { name, exact: typeof name === 'string' })

/** Of what is being written, by its title. */
export const windowOf = (page: Page, title: string): Locator =>
  page.locator(`.composer[aria-label^="${title}"]`)

/** A new message. */
export async function begin({ page }: Pick<Writing, 'page'>): Promise<Locator> {
  await button(page, 'Écrire').click()
  const window = windowOf(page, 'Nouveau message')
  await window.locator('[role=combobox]:focus').waitFor()
  return window
}

/** Writes it as a person does. */
export async function fill(
  window: Locator,
  { to, subject, text }: { readonly to: string; readonly subject: string; readonly text: string },
): Promise<void> {
  await window.getByRole('combobox', { name: 'Destinataires' }).fill(`${to},`)
  await window.getByLabel('Objet').fill(subject)
  await window.getByRole('textbox', { name: 'Texte du message' }).click()
  await window.page().keyboard.type(text)
}

/** The one draft that the server has. */
export const onlyDraft = ({ drafts }: WebmailOnFixtures): KnownDraft => {
  const [draft] = drafts.values()
  if (draft === undefined) throw new Error('no draft')
  return draft
}

/** Gone without a word to its page, as where a phone wants its memory back; gives another tab of the same browser. */
export async function killTab(page: Page): Promise<Page> {
  const next = await page.context().newPage()
  await page.evaluate('addEventListener("pagehide", (event) => event.stopImmediatePropagation(), true)')
  await page.close()
  return next
}
