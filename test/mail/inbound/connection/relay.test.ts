// No form of an address makes the listener take mail for others (RFC 5321 §3.6.1, §4.1.1.3 and appendix C and F.2).

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GatewayUnderTest, gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'

let run: GatewayUnderTest
beforeAll(async () => {
  run = await gatewayUnderTest()
})
afterAll(() => run[Symbol.asyncDispose]())

const senders = ['<>', '<s@away.test>', '<a@ours.test>', '<postmaster@ours.test>'] as const

const refused: readonly (readonly [string, string])[] = [
  ['<x@foreign.test>', '550 5.7.1'],
  ['<X@FOREIGN.TEST>', '550 5.7.1'],
  ['<x@foreign.test.>', '550 5.7.1'],
  ['<x@sub.ours.test>', '550 5.7.1'],
  ['<x@ours.test.foreign.test>', '550 5.7.1'],
  ['<postmaster@foreign.test>', '550 5.7.1'],
  ['<x%foreign.test@ours.test>', '550 5.1.1'],
  ['<x%foreign.test%b.test@ours.test>', '550 5.1.1'],
  ['<x%foreign.test>', '553 5.1.3'],
  ['<x%foreign.test@[127.0.0.1]>', '553 5.1.3'],
  ['<x@foreign.test%ours.test>', '553 5.1.3'],
  ['<foreign.test!x@ours.test>', '550 5.1.1'],
  ['<ours.test!foreign.test!x>', '553 5.1.3'],
  ['<foreign.test!x>', '553 5.1.3'],
  ['<@ours.test:x@foreign.test>', '550 5.7.1'],
  ['<@ours.test,@b.test:x@foreign.test>', '550 5.7.1'],
  ['<@ours.test:>', '553 5.1.3'],
  ['<:x@foreign.test>', '553 5.1.3'],
  ['<"x@foreign.test"@ours.test>', '553 5.1.3'],
  ['<"x@foreign.test">', '553 5.1.3'],
  ['<"x%foreign.test"@ours.test>', '553 5.1.3'],
  ['<"@ours.test:x"@foreign.test>', '553 5.1.3'],
  ['<"a"@ours.test>', '553 5.1.3'],
  ['<"postmaster">', '553 5.1.3'],
  ['<x@foreign.test@ours.test>', '553 5.1.3'],
  ['<x@ours.test@foreign.test>', '553 5.1.3'],
  ['<x\\@foreign.test@ours.test>', '553 5.1.3'],
  ['<a@[127.0.0.1]>', '553 5.1.3'],
  ['<x@[192.0.2.1]>', '553 5.1.3'],
  ['<x@[IPv6:::1]>', '553 5.1.3'],
  ['<x@127.0.0.1>', '553 5.1.3'],
  ['<x@#2130706433>', '553 5.1.3'],
  ['<x@localhost>', '553 5.1.3'],
  ['<a(x@foreign.test)@ours.test>', '553 5.1.3'],
  ['<(ours)x@foreign.test>', '553 5.1.3'],
  ['<a@ours.test(foreign.test)>', '553 5.1.3'],
  ['<x@ours.test,foreign.test>', '553 5.1.3'],
  ['<x@ours.test;y@foreign.test>', '553 5.1.3'],
  ['<a@>', '553 5.1.3'],
  ['<@ours.test>', '553 5.1.3'],
  ['<.a@ours.test>', '553 5.1.3'],
  ['<a.@ours.test>', '553 5.1.3'],
  ['<a@ours..test>', '553 5.1.3'],
  ['<|program@ours.test>', '550 5.1.1'],
  ['</etc/passwd@ours.test>', '550 5.1.1'],
  [`<${'x'.repeat(65)}@ours.test>`, '553 5.1.3'],
  [`<a@${'x'.repeat(64)}.test>`, '553 5.1.3'],
  ['<a@оurs.test>', '553 5.6.7'],
  ['<>', '553 5.1.3'],
  ['<a @ours.test>', '501 5.5.4'],
  ['< a@ours.test >', '501 5.5.4'],
  ['<<x@foreign.test>>', '501 5.5.4'],
  ['<a@ours.test>x@foreign.test', '501 5.5.4'],
  ['<a@ours.test> <x@foreign.test>', '555 5.5.4'],
  ['<a@ours.test> RELAY=1', '555 5.5.4'],
  ['x@foreign.test', '501 5.5.4'],
  ['a@ours.test', '501 5.5.4'],
  ['Name <x@foreign.test>', '501 5.5.4'],
  ['postmaster', '501 5.5.4'],
]

test.each(refused)('RCPT TO:%s → %s from whatever sender, and no DATA', async (path, reply) => {
  for (const sender of senders) {
    await using dialogue = await run.greeted()
    await dialogue.run(
      `C: MAIL FROM:${sender}\nS: 250\nC: RCPT TO:${path}\nS: ${reply}\nC: DATA\nS: 503 5.5.1`,
    )
  }
  expect(run.lmtp.delivered).toEqual([])
})

test.each([
  '<a@ours.test>',
  '<A@OURS.TEST>',
  '<a@ours.test.>',
  '<a+detail@ours.test>',
  '<@relay.test:a@ours.test>',
  '<Postmaster>',
  '<POSTMASTER>',
  '<postmaster@ours.test>',
])('RCPT TO:%s → 250, it is ours', async (path) => {
  await using dialogue = await run.greeted()
  await dialogue.run(`C: MAIL FROM:<>\nS: 250\nC: RCPT TO:${path}\nS: 250 2.1.5`)
})

test('a look-alike of our domain in another script → foreign, not ours', async () => {
  await using dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<> SMTPUTF8\nS: 250\nC: RCPT TO:<a@оurs.test>\nS: 550 5.7.1')
})

test.each([
  ['another domain', '<x@foreign.test>'],
  ['a percent', '<x%foreign.test@ours.test>'],
  ['a bang', '<foreign.test!x@ours.test>'],
  ['a quoted address', '<"x@foreign.test"@ours.test>'],
])('an attempt by %s → one entry in the security log', async (_form, path) => {
  await using alone = await gatewayUnderTest()
  for (let session = 0; session < 3; session += 1) {
    await using dialogue = await alone.greeted()
    await dialogue.run(`C: MAIL FROM:<>\nS: 250\nC: RCPT TO:${path}\nS: 55`)
  }
  expect(alone.noticed).toMatchObject([{ kind: 'relay-attempt', network: '127.0.0.1' }])
})
