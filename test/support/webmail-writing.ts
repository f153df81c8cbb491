// Somebody writes in the webmail as it is built, in a real browser, in front of an API that remembers.

import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { axeFindings, openBrowser, takePictures, visit, type Width } from './browser.ts'
import type { KnownDraft } from './webmail-fixtures.ts'
import { type WebmailOnFixtures, webmailOnFixtures } from './webmail-on-fixtures.ts'

/** Where pictures go, for whoever wants to look. */
const album = process.env.VAGUEMESTRE_PICTURES

export interface Writing extends AsyncDisposable {
  readonly page: Page
  readonly webmail: WebmailOnFixtures
  /** Nothing wrong in either theme; and a picture of it. */
  readonly inOrder: (name: string) => Promise<void>
}

export const inbox = '/b/mairie@mairie-saulieu.test/INBOX'

/** One browser for a file; called once, at its top. Gives what opens the webmail in it. */
export function webmailInBrowser(): (path?: string, width?: Width) => Promise<Writing> {
  let browser: Browser | null = null
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())
  return async (path = inbox, width = 'desk') => {
    if (browser === null) throw new Error('there is no browser')
    return await openWebmail(browser, path, width)
  }
}

async function openWebmail(browser: Browser, path: string, width: Width): Promise<Writing> {
  await using parts = new AsyncDisposableStack()
  const webmail = parts.use(await webmailOnFixtures())
  const { page, complaints } = parts.use(await visit(browser, webmail.origin, width))
  await page.goto(path)
  const rest = parts.move()
  return {
    ...{ page, webmail },
    async inOrder(name) {
      if (album !== undefined) await takePictures({ folder: album, page }, `compose-${name}`)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await axeFindings(page), `${name}, ${colorScheme}`).toEqual([])
      }
      // The frame of messages is of another host.
      expect(complaints.filter((each) => !each.startsWith('asked 127.0.0.1'))).toEqual([])
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
  await window.getByRole('combobox', { name: 'Destinataires' }).waitFor()
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
