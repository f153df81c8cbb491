// Two webmails on one mailbox: how somebody signs in, goes to a folder, searches, opens a message and goes to the oldest.

import type { Page } from 'playwright-core'
import type { Secret } from '#core/secret.ts'
import { rowShown, type Screen } from './in-browser.ts'

export type SearchScope = 'folder' | 'box'

export interface Side extends Screen {
  readonly name: string
  readonly origin: string
  readonly signIn: (page: Page) => Promise<void>
  readonly folder: (page: Page, folder: 'INBOX' | 'Archive') => Promise<unknown>
  /** Puts it whole into the field, for a search of the inbox or of all folders; what is typed after it, and Enter, are the caller's. */
  readonly typeSearch: (page: Page, word: string, scope: SearchScope) => Promise<unknown>
  /** The row at that place of the list. */
  readonly openRow: (page: Page, at: number) => Promise<unknown>
  /** Subject of that row. */
  readonly subjectAt: (page: Page, at: number) => Promise<string>
  readonly toTheEnd: (page: Page) => Promise<unknown>
  /** Expression: the oldest rows are there. */
  readonly endShown: string
  /** Expression: what is open now is not taken for what will be. */
  readonly forget: string
}

interface Account {
  readonly address: string
  readonly password: Secret
}

const token = /\((\d+)\)/

/** A session is begun by the API: how long a login takes is not asked here. */
export function ours(origin: string, cookie: () => Promise<string>, { address }: Account): Side {
  const rows = '.row:not(.row-skeleton)'
  return {
    ...{ name: 'ours', origin, rows },
    // The frame is of another host, and what it shows cannot be looked at: it tells how tall that is once it is laid out.
    shows: (text) =>
      `globalThis.benchTold === true && [...document.querySelectorAll('iframe.html-frame')].some((frame) => parseFloat(frame.style.blockSize) > 24) && [...document.querySelectorAll('h1, h2')].some((each) => each.textContent.includes(${JSON.stringify(text)}))`,
    signIn: async (page) => {
      for (const each of (await cookie()).split('; ')) {
        const at = each.indexOf('=')
        await page.context().addCookies([{ name: each.slice(0, at), value: each.slice(at + 1), url: origin }])
      }
      await page.goto(`${origin}/b/${address}/INBOX`)
    },
    folder: (page, folder) => page.click(`.folder-links a[href$="/${folder}"]`),
    typeSearch: async (page, word, scope) => {
      await page.fill('[data-search]', scope === 'folder' ? `in:inbox ${word}` : word)
      await page.focus('[data-search]')
    },
    openRow: (page, at) => page.locator(rows).nth(at).locator('.row-link').click(),
    subjectAt: async (page, at) => numberIn(await page.locator(rows).nth(at).textContent()),
    toTheEnd: (page) =>
      page.evaluate(
        `(() => { const list = document.querySelector('.list-scroll'); list.scrollTop = list.scrollHeight })()`,
      ),
    forget: `(() => {
      document.querySelectorAll('iframe.html-frame').forEach((frame) => { frame.style.blockSize = '0px' })
      globalThis.benchTold ??= void addEventListener('message', ({ data }) => { if (data?.kind === 'height') globalThis.benchTold = true })
      globalThis.benchTold = false
    })()`,
    endShown: `document.querySelectorAll('.row-skeleton').length === 0 && ${rowShown(rows, '(')} && (() => { const list = document.querySelector('.list-scroll'); return list.scrollTop + list.clientHeight > list.scrollHeight - 100 })()`,
  }
}

export function roundcube(origin: string, { address, password }: Account): Side {
  const rows = '#messagelist tbody tr.message'
  return {
    ...{ name: 'Roundcube', origin, rows },
    shows: (text) =>
      `(() => { const inner = document.querySelector('#messagecontframe').contentDocument; return inner.querySelector('#messagebody').textContent.trim() !== '' && inner.body.textContent.includes(${JSON.stringify(text)}) })()`,
    signIn: async (page) => {
      await page.goto(origin)
      await page.fill('#rcmloginuser', address)
      await page.fill('#rcmloginpwd', password.reveal())
      await page.click('#rcmloginsubmit')
      await page.waitForSelector(rows, { timeout: 300_000 })
    },
    folder: (page, folder) => page.click(`#mailboxlist li a[rel="${folder}"]`),
    typeSearch: async (page, word, scope) => {
      // What its form behind the field does on a press of « Tous les dossiers »; it forgets it with the next folder.
      await page.evaluate(`rcmail.set_searchscope('${scope === 'folder' ? 'base' : 'all'}')`)
      const field = page.locator('#mailsearchform')
      await field.fill(word)
      await field.focus()
    },
    openRow: (page, at) => page.locator(rows).nth(at).locator('td.subject').click(),
    subjectAt: async (page, at) => numberIn(await page.locator(rows).nth(at).textContent()),
    toTheEnd: (page) => page.click('a.lastpage, .pagenav .lastpage'),
    forget: 'null',
    endShown: `[...document.querySelectorAll(${JSON.stringify(rows)})].some((row) => /\\(\\d\\)/.test(row.textContent))`,
  }
}

function numberIn(text: string | null): string {
  const found = token.exec(text ?? '')
  if (found === null) throw new Error(`a row without a number: ${text?.slice(0, 60)}`)
  return found[0]
}
