import { expect, test } from 'vitest'
import type { EmailAddress } from '#core/address/email-address.ts'
import { mailboxOfOriginal, originalRecipientOf } from '#mail/forwarding/original-recipient.ts'

test.each([
  ['claire@mairie.test', 'rfc822;claire@mairie.test'],
  ['claire+x=y@mairie.test', 'rfc822;claire+2Bx+3Dy@mairie.test'],
  ['hélène+a@mairie.test', 'utf-8;h\\x{E9}l\\x{E8}ne\\x{2B}a@mairie.test'],
])('%s → %s, and back', (address, written) => {
  expect(originalRecipientOf(address as EmailAddress)).toBe(written)
  expect(mailboxOfOriginal(written)).toBe(address)
})

test.each(['', 'rfc822;', 'x400;a@b.test', 'claire@mairie.test', 'utf-8;a\\x{FFFFF}'])(
  'what nobody of ours wrote: %s → none',
  (written) => {
    expect(mailboxOfOriginal(written)).toBeNull()
  },
)
