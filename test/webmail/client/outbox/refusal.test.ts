import { expect, test } from 'vitest'
import { refusalOf, refusedWords } from '#webmail/client/outbox/refusal.ts'
import { words } from '#webmail/client/words/fr.ts'

test.each([
  ['550 5.1.1 <a@exmple.fr>: Recipient address rejected', 'unknown'],
  ['550 5.1.2 Domain not found', 'domain'],
  ['552 5.2.2 Mailbox full', 'full'],
  ['552 5.3.4 Message too large', 'large'],
  ['552 Message size exceeds fixed limit', 'large'],
  ['550 5.7.60 Not allowed to send as', 'rights'],
  ['535 5.7.8 Authentication failed', 'rights'],
  ['550 5.7.1 Refused', 'policy'],
  ['450 4.7.28 Rate limit', 'limit'],
  ['554 Transaction failed', 'policy'],
  ['550 No such user', 'unknown'],
  ['draft-gone', 'gone'],
  ['550 5.1.1 draft-gone', 'unknown'],
  ['', 'other'],
])('%s → %s', (reply, reason) => {
  expect(refusalOf(reply)).toBe(reason)
})

test.each([
  [
    '550 5.1.1 No such mailbox here',
    ['marie@ailleurs.test'],
    /pas parti vers marie@ailleurs\.test\s*: cette adresse/,
  ],
  ['550 5.1.1 No such mailbox here', ['marie@ailleurs.test', 'luc@ailleurs.test'], /pas parti\s*:/],
  ['552 5.3.4 Message too large', ['marie@ailleurs.test'], /pas parti\s*:/],
])('%s for %o → %s', (reply, recipients, text) => {
  expect(refusedWords('Toiture', { reply, recipients }, words)).toMatch(text)
})
