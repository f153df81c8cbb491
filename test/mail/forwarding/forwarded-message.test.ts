import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { Domain, EmailAddress, ReversePath } from '#core/address/email-address.ts'
import type { Event } from '#core/event.ts'
import { type Destination, localDestination } from '#core/queue/queued-mail.ts'
import { Secret } from '#core/secret.ts'
import { forwardMark } from '#mail/forwarding/forward-mark.ts'
import { forwardedMessage, type ToForward } from '#mail/forwarding/forwarded-message.ts'
import { senderRewriting } from '#mail/forwarding/srs.ts'
import type { SigningKeys } from '#mail/signing/signing-keys.ts'
import { arcSealed } from '#test/support/signing/arc-sealed.ts'
import { perlArc } from '#test/support/signing/dkim-verifiers.ts'
import { rsa1024 } from '#test/support/signing/signing-keys.ts'
import { keysOfSaulieu, saulieu, saulieuRecords } from '#test/support/signing/signing-keys-of.ts'
import { type FakeDns, fakeDns } from '#test/support/world/fake-dns.ts'

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
      hostedDomains: new Set([saulieu, 'mairie-semur.test' as Domain]),
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

const sieve = 'X-Sieve: Pigeonhole Sieve 2.4.1\r\n'
const redirectedFrom = (mailbox: string) => `${sieve}X-Sieve-Redirected-From: ${mailbox}\r\n`
const elsewhere = redirectedFrom('ann@away.test')

test.each([
  ['of the mailbox that sends it on', redirectedFrom(`claire+x=y@${saulieu}`), ''],
  ['of another mailbox of ours before it', redirectedFrom('maire@Mairie-Semur.test'), ''],
  ['of somebody else', elsewhere, elsewhere],
  ['of Sieve without a mailbox', sieve, sieve],
])('fields %s, to the outside → none that names a mailbox of ours; inside → all', async (_, fields, left) => {
  const content = Buffer.from(fields + plain)
  const unsealed = { activeOf: async () => [] }
  const marked = `X-Vaguemestre-Forwarded: ${forwardMark(mailbox, srsKey)}\r\n`
  expect(await contentOf({ content }, unsealed)).toBe(marked + left + plain)
  const inside = { address: `maire@${saulieu}` as EmailAddress, destination: localDestination }
  expect(await contentOf({ content, to: [inside] }, unsealed)).toBe(marked + fields + plain)
})

test('ORCPT → the mailbox, in the letters of RFC 3461, or of RFC 6533 beyond ASCII', async () => {
  expect((await forwarded()).recipients[0].originalRecipient).toBe(`rfc822;claire+2Bx+3Dy@${saulieu}`)
  const from = { mailbox, commune: 'c-1' as CommuneId, address: `hélène@${saulieu}` as EmailAddress }
  const content = Buffer.from(results('spf=pass smtp.mailfrom=away.test') + plain)
  const { recipients, smtputf8 } = await forwarded({ from, content })
  expect(recipients[0].originalRecipient).toBe(`utf-8;h\\x{E9}l\\x{E8}ne@${saulieu}`)
  expect(smtputf8).toBe(false)
})

test('an address beyond ASCII → SMTPUTF8 is needed', async () => {
  const to: ToForward['to'] = [
    { address: 'hélène@gmail.test' as EmailAddress, destination: 'gmail.test' as Destination },
  ]
  expect((await forwarded({ to })).smtputf8).toBe(true)
  const content = Buffer.from(results('spf=pass smtp.mailfrom=away.test') + plain)
  expect((await forwarded({ content, reversePath: 'é@away.test' as ReversePath })).smtputf8).toBe(true)
  expect((await forwarded()).smtputf8).toBe(false)
})

test.each([
  ['a field beyond ASCII that came with SMTPUTF8', true, plain.replace('Conseil', 'Séance'), true],
  ['a field beyond ASCII that came without', false, plain.replace('Conseil', 'Séance'), false],
  ['a body beyond ASCII that came with it', true, plain.replace('Bonjour', 'À bientôt'), false],
  ['nothing beyond ASCII that came with it', true, plain, false],
])('%s → SMTPUTF8 is needed, or not', async (_, smtputf8, content, needed) => {
  expect((await forwarded({ smtputf8, content: Buffer.from(content) })).smtputf8).toBe(needed)
})

const claire = `claire+x=y@${saulieu}`
const from = async (reversePath: string, found: string) => {
  const message = await forwarded({
    reversePath: reversePath as ReversePath,
    content: Buffer.from(results(found) + plain),
  })
  return `${message.reversePath} ${message.returns}`
}

test('a sender whom our results prove → rewritten, and the header section goes back; another → the mailbox, and the whole goes back', async () => {
  const rewritten = /^SRS0=[a-z2-7]{8}=[a-z2-7]{2}=away\.test=ann@mairie-saulieu\.test headers$/
  expect(await from('ann@away.test', 'spf=pass smtp.mailfrom=away.test')).toMatch(rewritten)
  expect(await from('ann@away.test', 'spf=softfail smtp.mailfrom=away.test')).toBe(`${claire} full`)
  expect(await from('', 'spf=none')).toBe(' headers')
})

test('the mailbox itself, or what another mailbox of ours sent on → the mailbox', async () => {
  expect(await from(claire.toUpperCase(), 'auth=pass')).toBe(`${claire} full`)
  const before = senderRewriting(srsKey, { now: () => Date.now() }).rewritten(
    'a@b.test' as ReversePath,
    saulieu,
  )
  expect(await from(before ?? '', 'auth=pass')).toBe(`${claire} full`)
})

test('what another forwarder rewrote, and their SPF proves → chained', async () => {
  const theirs = 'SRS0=abcd=xy=away.test=ann@lists.test'
  expect(await from(theirs, 'spf=pass smtp.mailfrom=lists.test')).toMatch(/^SRS1=.*=lists\.test==/)
})
