import { expect, test } from 'vitest'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'

test('recipients → one reply for each kind of address', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  await dialogue.run(`
    C: MAIL FROM:<s@away.test>
    S: 250 2.1.0
    C: RCPT TO:<x@foreign.test>
    S: 550 5.7.1 We do not relay
    C: RCPT TO:<nobody@ours.test>
    S: 550 5.1.1 No such mailbox
    C: RCPT TO:<new@ours.test>
    S: 450 4.2.1
    C: RCPT TO:<suspended@ours.test>
    S: 550 5.2.1
    C: RCPT TO:<a@ours.test>
    S: 250 2.1.5
    C: RCPT TO:<Postmaster>
    S: 250 2.1.5
    C: RCPT TO:<"a b"@ours.test>
    S: 553 5.1.3
    C: RCPT TO:<a..b@ours.test>
    S: 553 5.1.3
    C: RCPT TO:<>
    S: 553 5.1.3
    C: RCPT TO:a@ours.test
    S: 501 5.
    C: RCPT TO:<@relay.test:b@ours.test>
    S: 250 2.1.5
  `)
})

test('more recipients than allowed → 452 4.5.3, the others are served', async () => {
  await using run = await gatewayUnderTest({ maxRecipients: 2 })
  await using dialogue = await run.greeted()
  await dialogue.run(`
    C: MAIL FROM:<s@away.test>
    S: 250
    C: RCPT TO:<a@ours.test>
    S: 250
    C: RCPT TO:<b@ours.test>
    S: 250
    C: RCPT TO:<c@ours.test>
    S: 452 4.5.3
    C: RCPT TO:<a@ours.test>
    S: 250
    C: DATA
    S: 354
    C: From: s@away.test
    C: .
    S: 250 2.0.0
  `)
  expect(run.lmtp.delivered.map((each) => each.recipient)).toEqual(['a@ours.test', 'b@ours.test'])
})

test('database down at RCPT → 451 4.3.0, never unknown', async () => {
  await using run = await gatewayUnderTest()
  run.databaseDown = true
  await using dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<nobody@ours.test>\nS: 451 4.3.0')
})

test('the twenty-first recipient that would be refused → 421 4.7.0 and closed', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<s@away.test>\nS: 250')
  for (let count = 0; count < 20; count += 1)
    await dialogue.run(`C: RCPT TO:<guess${count}@ours.test>\nS: 550 5.1.1`)
  await dialogue.run('C: RCPT TO:<guess@ours.test>\nS: 421 4.7.0')
  expect(await dialogue.reply()).toBe('closed')
})

test('recipients that are deferred → never counted as refused', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<s@away.test>\nS: 250')
  for (let count = 0; count < 25; count += 1) await dialogue.run('C: RCPT TO:<new@ours.test>\nS: 450 4.2.1')
  await dialogue.run('C: RCPT TO:<a@ours.test>\nS: 250')
})
