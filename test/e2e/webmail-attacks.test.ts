// Every message of the corpus of attacks, opened in a real browser as its reader would: nothing of it runs, nothing of it asks
// another host, and the webmail around it stays where it is.

import { ImapFlow } from 'imapflow'
import { afterAll, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'
import { openBrowser, visit } from '#test/support/browser.ts'
import { mairie } from '#test/support/commune.ts'
import type { TestWebmail } from '#test/support/test-webmail.ts'
import { webmailUnderTest } from '#test/support/webmail.ts'
import { xssCorpus } from '#test/webmail/xss-corpus/xss-corpus.ts'

const webmail = await webmailUnderTest()
const browser = await openBrowser()
afterAll(() => browser.close())

const tabs = 3

interface Opened {
  readonly name: string
  readonly uid: number
}

async function delivered({ dovecot, made }: TestWebmail): Promise<readonly Opened[]> {
  const who = { mailbox: mairie, person: made.person }
  const client = new ImapFlow({
    ...{ host: '127.0.0.1', port: dovecot.installation.ports.imap, secure: false, doSTARTTLS: false },
    logger: false,
    auth: { user: mairie, accessToken: await issueMailboxToken(who, dovecot.tokenKey, systemClock) },
  })
  await client.connect()
  const attacks: Opened[] = []
  for await (const { name, message } of xssCorpus()) {
    const appended = await client.append('INBOX', message)
    if (!appended || appended.uid === undefined) throw new Error(`not appended: ${name}`)
    attacks.push({ name, uid: appended.uid })
  }
  await client.logout()
  return attacks
}

/** What each of these did that it must not; opened one after the other in a tab of its own. */
async function opened(attacks: readonly Opened[], cookie: string): Promise<readonly string[]> {
  await using tab = await visit(browser, webmail.origin)
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
    const { origin, protocol } = new URL(request.url())
    const own = origin === webmail.origin || origin === webmail.contentOrigin || protocol === 'data:'
    if (!own) done.push(`asked ${origin}`)
  })
  const faults: string[] = []
  for (const { name: attack, uid } of attacks) {
    const place = `/b/${mairie}/INBOX/${uid}`
    await page.goto(place)
    await page.locator('article, [role=alert]').first().waitFor()
    const frame = page.frames().find((each) => each.url().startsWith(webmail.contentOrigin))
    // What loads by itself has been asked for once two pictures were drawn.
    await frame?.evaluate(
      'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))))',
    )
    if (new URL(page.url()).pathname !== place) done.push(`left for ${page.url()}`)
    faults.push(...done.splice(0).map((fault) => `${attack}: ${fault}`))
  }
  return faults
}

test('each message of the corpus, opened → runs nothing, asks no other host, opens and leads nowhere', {
  timeout: 10 * 60_000,
}, async () => {
  const attacks = await delivered(webmail)
  expect(attacks.length).toBeGreaterThanOrEqual(150)
  // Whose role needs no second factor reads at once.
  await webmail.owner.pool.query("update person set role = 'member' where id = $1", [webmail.made.person])
  const cookie = await webmail.cookie()
  const shares = Array.from({ length: tabs }, (_, tab) => attacks.filter((_, at) => at % tabs === tab))
  const faults = await Promise.all(shares.map((share) => opened(share, cookie)))
  expect(faults.flat()).toEqual([])
})
