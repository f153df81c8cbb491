import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Domain, EmailAddress, ReversePath } from '#core/address/email-address.ts'
import { Secret } from '#core/secret.ts'
import { looksRewritten, senderRewriting } from '#mail/forwarding/srs.ts'

const day = 86_400_000
const start = Date.parse('2026-03-04T12:00:00Z')
const ours = 'mairie-saulieu.test' as Domain
const key = new Secret('srs-test-key')

function at(now: number, secret = key) {
  const srs = senderRewriting(secret, { now: () => now })
  return {
    rewritten: (sender: string, domain: string = ours) =>
      srs.rewritten(sender as ReversePath, domain as Domain),
    restored: (address: string | null) => (address === null ? null : srs.restored(address as EmailAddress)),
  }
}
const now = at(start)

test('sender → SRS0 with hash, day, domain and local part, of the domain that sends it on', () => {
  expect(now.rewritten('Paul@away.test')).toMatch(
    /^SRS0=[a-z2-7]{8}=[a-z2-7]{2}=away\.test=Paul@mairie-saulieu\.test$/,
  )
})

test('SRS0 of another forwarder → SRS1 that keeps its words; SRS1 of another → the same first forwarder', () => {
  expect(now.rewritten('SRS0=HHH=TT=away.test=paul@forwarder.test')).toMatch(
    /^SRS1=[a-z2-7]{10}=forwarder\.test==HHH=TT=away\.test=paul@mairie-saulieu\.test$/,
  )
  expect(now.rewritten('SRS1=HHH=first.test==HHH=TT=a.test=b@second.test')).toMatch(
    /^SRS1=[a-z2-7]{10}=first\.test==HHH=TT=a\.test=b@mairie-saulieu\.test$/,
  )
})

test.each([
  ['a plain sender', 'paul@away.test', 'paul@away.test'],
  ['equal signs in the local part', 'b=paul=x.test@away.test', 'b=paul=x.test@away.test'],
  ['letters beyond ASCII', 'hélène@away.test', 'hélène@away.test'],
  [
    'SRS0 of another',
    'SRS0=HHH=TT=away.test=paul@forwarder.test',
    'SRS0=HHH=TT=away.test=paul@forwarder.test',
  ],
  [
    'SRS0 with a plus',
    'SRS0+HHH=TT=away.test=paul@forwarder.test',
    'SRS0+HHH=TT=away.test=paul@forwarder.test',
  ],
  ['SRS1 of another', 'SRS1=HHH=first.test==HHH=TT=a.test=b@second.test', 'SRS0=HHH=TT=a.test=b@first.test'],
])('%s → led back', (_, sender, back) => {
  expect(now.restored(now.rewritten(sender))).toBe(back)
})

test('any sender that can be rewritten → led back to itself', () => {
  const local = fc.stringMatching(/^[a-z0-9=+_-]{1,30}(\.[a-z0-9=+_-]{1,10})?$/)
  fc.assert(
    fc.property(local, fc.stringMatching(/^[a-z0-9]{1,12}\.[a-z]{2,8}$/), (name, domain) => {
      fc.pre(!/^srs[01]/i.test(name))
      const rewritten = now.rewritten(`${name}@${domain}`)
      if (rewritten !== null) expect(now.restored(rewritten)).toBe(`${name}@${domain}`)
    }),
  )
})

const rewritten = now.rewritten('Paul@away.test') ?? ''

test.each([
  ['the hash', rewritten.replace(/=[a-z2-7]{8}=/, '=aaaaaaaa=')],
  ['the day', rewritten.replace(/=[a-z2-7]{2}=/, '=aa=')],
  ['the sender', rewritten.replace('Paul', 'Pau')],
  ['the domain of the sender', rewritten.replace('away.test', 'else.test')],
  ['our domain', rewritten.replace(ours, 'mairie-semur.test')],
  ['SRS1 in place of SRS0', rewritten.replace('SRS0', 'SRS1')],
  ['nothing behind the hash', `SRS0=aaaaaaaa@${ours}`],
  ['letters of no base', rewritten.replace(/=[a-z2-7]{8}=/, '=00000000=')],
])('changed: %s → nothing', (_, changed) => {
  expect(changed).not.toBe(rewritten)
  expect(now.restored(changed)).toBeNull()
})

test('SRS1 with another first forwarder → nothing: nobody has us send where they like', () => {
  const chained = now.rewritten('SRS0=HHH=TT=away.test=paul@forwarder.test') ?? ''
  expect(now.restored(chained.replace('forwarder.test', 'victim.test'))).toBeNull()
})

test('in another case → led back, the local part as it was written', () => {
  expect(now.restored(rewritten.toLowerCase())).toBe('paul@away.test')
  expect(now.restored(rewritten.toUpperCase().replace(/@.*/, `@${ours}`))).toBe('PAUL@away.test')
})

test('another key → nothing', () => {
  expect(at(start, new Secret('another')).restored(rewritten)).toBeNull()
})

test.each([
  ['three weeks later', 21, true],
  ['a day after that', 22, false],
  ['a year later', 365, false],
  ['the clock of another machine a day behind', -1, true],
  ['two days behind', -2, false],
  ['when the letters of its day come again', 1_024, false],
])('%s → holds: %3$s', (_, days, holds) => {
  expect(at(start + days * day).restored(rewritten) !== null).toBe(holds)
})

test('the day before the days begin again → holds on the next ones', () => {
  const last = (1_024 * Math.ceil(start / day / 1_024) - 1) * day
  const made = at(last).rewritten('paul@away.test')
  expect(at(last + 5 * day).restored(made)).toBe('paul@away.test')
})

test.each([
  ['longer than 64 octets once rewritten', `${'x'.repeat(45)}@away.test`],
  ['a quoted local part', '"john doe"@away.test'],
  ['dots where no address has them', 'foo.@docomo.test'],
  ['an address literal', 'u@[192.0.2.1]'],
  ['an underscore in the domain', 'u@my_host.away.test'],
  ['the null path', ''],
])('%s → not rewritten', (_, sender) => {
  expect(now.rewritten(sender)).toBeNull()
})

test('64 octets once rewritten → taken, one more → not', () => {
  const longest = 64 - 'SRS0=aaaaaaaa=aa=away.test='.length
  expect(now.rewritten(`${'x'.repeat(longest)}@away.test`)).not.toBeNull()
  expect(now.rewritten(`${'x'.repeat(longest + 1)}@away.test`)).toBeNull()
})

test.each([
  ['SRS0=x@ours.test', true],
  ['srs1+x@ours.test', true],
  ['srs0-x@ours.test', true],
  ['srs0x@ours.test', false],
  ['srs.garnier@ours.test', false],
])('%s → looks rewritten: %s', (address, expected) => {
  expect(looksRewritten(address as EmailAddress)).toBe(expected)
})
