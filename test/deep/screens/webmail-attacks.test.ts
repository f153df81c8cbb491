// Every message of the corpus of attacks, opened in a real browser as its reader would: nothing of it runs, nothing of it asks
// another host, and the webmail around it stays where it is.

import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '#test/support/browser/browser.ts'
import { openedAttacks } from '#test/support/webmail/opened-attacks.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { xssCorpus } from '#test/webmail/xss-corpus/xss-corpus.ts'

const webmail = await webmailUnderTest()
const browser = await openBrowser()
afterAll(() => browser.close())

test('each message of the corpus, opened → runs nothing, asks no other host, opens and leads nowhere', {
  timeout: 25 * 60_000,
}, async () => {
  const { count, faults } = await openedAttacks(webmail, browser, { corpus: xssCorpus() })
  expect(count).toBeGreaterThanOrEqual(150)
  expect(faults).toEqual([])
})
