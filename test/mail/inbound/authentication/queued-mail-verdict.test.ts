// The verdict on mail that comes out of our own queue for our own mailboxes.

import { expect, test } from 'vitest'
import { bodyInMemory } from '#core/message/message-content.ts'
import { queuedMailVerdict } from '#mail/inbound/authentication/queued-mail-verdict.ts'
import type { Enveloped } from '#mail/inbound/stages.ts'

const from = 'From: Claire <Claire@mairie-saulieu.test>'

function judged(origin: 'ours' | 'forwarded', ...fields: readonly string[]) {
  const content = {
    head: Buffer.from([...fields, from, '', ''].join('\r\n')),
    body: bodyInMemory(Buffer.alloc(0)),
  }
  // This step looks at nothing else of a message.
  return queuedMailVerdict({ origin, content } as unknown as Enveloped, 'mx.ours.test')
}
const results = (text: string) => `Authentication-Results: mx.ours.test; ${text}`

test('written by somebody who signed in → proven, and the message says so', () => {
  const { verdict, author, content } = judged('ours')
  expect(verdict).toMatchObject({
    ...{ dmarc: 'pass', author: 'judged', authenticatedDomains: ['mairie-saulieu.test'] },
    fromDomain: 'mairie-saulieu.test',
  })
  expect(author).toBe('claire@mairie-saulieu.test')
  expect(String(content.head)).toMatch(/^Authentication-Results: mx\.ours\.test; auth=pass\r\nFrom: /)
})

test.each<[string, readonly string[], boolean]>([
  [
    'DMARC passed for its author when it came in',
    [results('dmarc=pass header.from=mairie-saulieu.test')],
    true,
  ],
  ['its author signed in', [results('auth=pass')], true],
  ['DMARC passed for another domain', [results('dmarc=pass header.from=away.test')], false],
  ['DMARC failed', [results('dmarc=fail header.from=mairie-saulieu.test')], false],
  ['nothing of ours says so', ['Authentication-Results: mx.away.test; auth=pass'], false],
])('sent on by a mailbox, %s → proven: %3$s, and nothing is added', (_, fields, proven) => {
  const { verdict, content } = judged('forwarded', ...fields)
  expect(verdict.dmarc).toBe(proven ? 'pass' : 'none')
  expect(verdict.authenticatedDomains).toEqual(proven ? ['mairie-saulieu.test'] : [])
  expect(verdict.author).toBe('judged')
  expect(String(content.head).startsWith([...fields, from].join('\r\n'))).toBe(true)
})

test('sent on by a mailbox, SPF and a signature passed when it came in → both domains are known, and DMARC is not made up', () => {
  const found = 'spf=pass smtp.mailfrom=a@Mairie-Saulieu.test; dkim=pass header.d=envoi.test; dmarc=none'
  const { verdict } = judged('forwarded', results(found))
  expect(verdict.dmarc).toBe('none')
  expect(verdict.authenticatedDomains.toSorted()).toEqual(['envoi.test', 'mairie-saulieu.test'])
})
