import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CommuneId, MailboxId } from '#core/directory.ts'
import type { EmailAddress, ReversePath } from '#core/email-address.ts'
import type { Event } from '#core/event.ts'
import type { Destination } from '#core/queued-mail.ts'
import { Secret } from '#core/secret.ts'
import { forwardMark } from '#mail/forwarding/forward-mark.ts'
import { forwardedMessage, type ToForward } from '#mail/forwarding/forwarded-message.ts'
import type { SigningKeys } from '#mail/signing/signing-keys.ts'
import { arcSealed } from '#test/support/arc-sealed.ts'
import { perlArc } from '#test/support/dkim-verifiers.ts'
import { type FakeDns, fakeDns } from '#test/support/fake-dns.ts'
import { rsa1024 } from '#test/support/signing-keys.ts'
import { keysOfSaulieu, saulieu, saulieuRecords } from '#test/support/signing-keys-of.ts'

let dns: FakeDns
beforeAll(async () => {
  dns = await fakeDns()
  for (const [question, answer] of saulieuRecords) dns.records.set(question, answer)
  dns.records.set('TXT s1._domainkey.lists.test', [`v=DKIM1; k=rsa; p=${rsa1024.published}`])
})
afterAll(() => dns[Symbol.asyncDispose]())

const srsKey = new Secret('srs-test-key')
const events: Event[] = []
const note = (event: Event) => void events.push(event)
const log = { info: note, warn: note, error: note }
const mailbox = 'm-1' as MailboxId
const plain = 'From: Ann <ann@away.test>\r\nSubject: Conseil\r\n\r\nBonjour\r\n'
const results = (text: string) => `Authentication-Results: mx.ours.test; ${text}\r\n`

const forwarded = (changes: Partial<ToForward> = {}, signingKeys: SigningKeys = keysOfSaulieu) =>
  forwardedMessage(
    {
      from: { mailbox, commune: 'c-1' as CommuneId, address: `claire+x=y@${saulieu}` as EmailAddress },
      reversePath: 'ann@away.test' as ReversePath,
      smtputf8: false,
      content: Buffer.from(results('arc=none') + plain),
      marks: [],
      to: [{ address: 'claire@gmail.test' as EmailAddress, destination: 'gmail.test' as Destination }],
      ...changes,
    },
    { srsKey, signingKeys, authservId: 'mx.ours.test', clock: { now: () => Date.now() }, log },
  )
const contentOf = async (...given: Parameters<typeof forwarded>) =>
  String((await forwarded(...given)).content)

test('a chain that passed → one more set, and Mail::DKIM accepts it', async () => {
  const { content } = await forwarded({ content: Buffer.from(results('arc=pass (i=1)') + arcSealed(plain)) })
  expect(String(content)).toMatch(/^ARC-Seal: i=2; .*cv=pass/s)
  expect(await perlArc(content, dns)).toBe('pass')
})

test('a chain that failed → a set that says so', async () => {
  const broken = arcSealed(plain).replace('Bonjour', 'Bonsoir')
  const content = await contentOf({ content: Buffer.from(results('arc=fail (i=1)') + broken) })
  expect(content).toMatch(/^ARC-Seal: i=2; .*cv=fail/s)
})

test('no key of that domain, keys that cannot be had, nothing found when it came in → sent on unsealed', async () => {
  const unsealed = /^X-Vaguemestre-Forwarded: /
  expect(await contentOf({}, { activeOf: async () => [] })).toMatch(unsealed)
  expect(await contentOf({}, { activeOf: () => Promise.reject(new Error('no')) })).toMatch(unsealed)
  expect(events).toEqual([{ event: 'component.unavailable', component: 'signing-keys', cause: 'Error: no' }])
  expect(await contentOf({ content: Buffer.from(plain) })).toMatch(unsealed)
})

test('our own fields → gone but for the marks, its own first and once', async () => {
  const own = forwardMark(mailbox, srsKey)
  const content = await contentOf(
    {
      content: Buffer.from(`X-Vaguemestre-Findings: v1;\r\n\tx\r\nX-VAGUEMESTRE-junk: yes\r\n${plain}`),
      marks: ['a'.repeat(16), own],
    },
    { activeOf: async () => [] },
  )
  expect(content).toBe(`X-Vaguemestre-Forwarded: ${own}\r\n\t${'a'.repeat(16)}\r\n${plain}`)
})

test('ORCPT → the mailbox, in the letters of RFC 3461; none for one beyond ASCII', async () => {
  expect((await forwarded()).recipients[0].originalRecipient).toBe(`rfc822;claire+2Bx+3Dy@${saulieu}`)
  const from = { mailbox, commune: 'c-1' as CommuneId, address: `hélène@${saulieu}` as EmailAddress }
  const { recipients, smtputf8 } = await forwarded({ from })
  expect(recipients[0].originalRecipient).toBeNull()
  expect(smtputf8).toBe(false)
})

test('an address beyond ASCII, or a message that came with SMTPUTF8 → SMTPUTF8 is needed', async () => {
  const to: ToForward['to'] = [
    { address: 'hélène@gmail.test' as EmailAddress, destination: 'gmail.test' as Destination },
  ]
  expect((await forwarded({ to })).smtputf8).toBe(true)
  expect((await forwarded({ reversePath: 'é@away.test' as ReversePath })).smtputf8).toBe(true)
  expect((await forwarded({ smtputf8: true })).smtputf8).toBe(true)
  expect((await forwarded()).smtputf8).toBe(false)
})
