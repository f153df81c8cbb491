// Messages that attack, opened in a real browser as their reader would; and what each of them did that it must not.

import type { Browser, Page } from 'playwright-core'
import { isOfSite, visit } from '../browser/browser.ts'
import { mairie } from '../database/commune.ts'
import { inMailbox } from '../dovecot/mailbox-client.ts'
import type { TestWebmail } from './test-webmail.ts'

interface Attack {
  readonly name: string
  readonly message: Buffer
}

const tabs = 3

/** Delivered, and opened in several tabs at once; `each` does in a page what its reader would besides. */
export async function openedAttacks(
  webmail: TestWebmail,
  browser: Browser,
  {
    corpus,
    each = async () => undefined,
  }: { readonly corpus: AsyncIterable<Attack>; readonly each?: (page: Page) => Promise<unknown> },
): Promise<{ readonly count: number; readonly faults: readonly string[] }> {
  const attacks = await delivered(webmail, corpus)
  // Whose role needs no second factor reads at once.
  await webmail.owner.pool.query("update person set role = 'member' where id = $1", [webmail.made.person])
  const cookie = await webmail.cookie()
  const shares = Array.from({ length: tabs }, (_, tab) => attacks.filter((_, at) => at % tabs === tab))
  const faults = await Promise.all(shares.map((share) => opened({ webmail, browser, cookie, each }, share)))
  return { count: attacks.length, faults: faults.flat() }
}

interface Placed {
  readonly name: string
  readonly uid: number
}

async function delivered(
  { dovecot, made }: TestWebmail,
  corpus: AsyncIterable<Attack>,
): Promise<readonly Placed[]> {
  return await inMailbox(dovecot, { mailbox: mairie, person: made.person }, async (client) => {
    const attacks: Placed[] = []
    for await (const { name, message } of corpus) {
      const appended = await client.append('INBOX', message)
      if (!appended || appended.uid === undefined) throw new Error(`not appended: ${name}`)
      attacks.push({ name, uid: appended.uid })
    }
    return attacks
  })
}

interface Opening {
  readonly webmail: TestWebmail
  readonly browser: Browser
  readonly cookie: string
  readonly each: (page: Page) => Promise<unknown>
}

/** One after the other in a tab of its own. */
async function opened(
  { webmail, browser, cookie, each }: Opening,
  attacks: readonly Placed[],
): Promise<readonly string[]> {
  await using tab = await visit(browser, webmail)
  const { page, context } = tab
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  await context.addCookies([{ name, value: decodeURIComponent(value), url: webmail.origin }])
  const done: string[] = []
  await page.exposeFunction('canary', () => void done.push('ran a script'))
  page.on('dialog', (dialog) => {
    done.push(`opened a dialog ${dialog.type()}`)
    void dialog.dismiss()
  })
  page.on('popup', () => done.push('opened a window'))
  page.on('download', () => done.push('began a download'))
  page.on('request', (request) => {
    if (!isOfSite(webmail, request.url())) done.push(`asked ${request.url()}`)
  })
  const faults: string[] = []
  for (const { name: attack, uid } of attacks) {
    const place = `/b/${mairie}/INBOX/${uid}`
    await page.goto(place)
    await page.locator('article, [role=alert]').first().waitFor()
    // Not the one that is at hand for the next message.
    const frame = await (await page.$('iframe.html-frame'))?.contentFrame()
    // What loads by itself has been asked for once two pictures were drawn; a frame that is out of sight draws none.
    await frame?.evaluate(
      `new Promise((drawn) => {
        requestAnimationFrame(() => requestAnimationFrame(() => drawn(true)))
        setTimeout(() => drawn(true), 2_000)
      })`,
    )
    await each(page)
    if (new URL(page.url()).pathname !== place) done.push(`left for ${page.url()}`)
    faults.push(...done.splice(0).map((fault) => `${attack}: ${fault}`))
  }
  return faults
}
