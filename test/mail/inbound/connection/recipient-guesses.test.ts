import { expect, test } from 'vitest'
import { clientNetwork } from '#core/address/client-network.ts'
import { type GuessLimits, RecipientGuesses } from '#mail/inbound/connection/recipient-guesses.ts'
import { type GatewayUnderTest, gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { smtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'
import { eventually } from '#test/support/stack/eventually.ts'

const limits: GuessLimits = {
  slowAfter: 2,
  refuseAfter: 6,
  windowMilliseconds: 60_000,
  refuseMilliseconds: 30_000,
  longestDelayMilliseconds: 350,
}
const client = clientNetwork('198.51.100.7')
const neighbour = clientNetwork('198.51.100.8')
const stranger = clientNetwork('203.0.113.1')

function watched() {
  const time = { now: 1_000_000 }
  const guesses = new RecipientGuesses(limits, { now: () => time.now })
  const guess = (times: number, by = client) => Array.from({ length: times }, () => guesses.unknown(by))
  return { time, guesses, guess }
}

test('each unknown recipient past the first number → answered later than the one before, up to the longest delay', () => {
  const { guess } = watched()
  expect(guess(5).map(({ delayMilliseconds }) => delayMilliseconds)).toEqual([0, 0, 100, 200, 350])
})

test('past the second number → refused for its time, told once; the neighbour and strangers are not', () => {
  const { time, guesses, guess } = watched()
  const told = () => guess(6).flatMap(({ refused }) => refused)
  expect(told()).toEqual(['198.51.100.7'])
  expect([client, neighbour, stranger].map((each) => guesses.refuses(each))).toEqual([true, false, false])
  time.now += 29_999
  expect(guesses.refuses(client)).toBe(true)
  time.now += 1
  expect(guesses.refuses(client)).toBe(false)
  expect(told()).toEqual(['198.51.100.7'])
})

test('guesses from all over a /24 → the network is refused after four times as many', () => {
  const { guesses, guess } = watched()
  const told = Array.from({ length: 24 }, (_, host) => guess(1, clientNetwork(`198.51.100.${host + 10}`)))
  expect(told.flat().flatMap(({ refused }) => refused)).toEqual(['198.51.100.0/24'])
  expect([neighbour, stranger].map((each) => guesses.refuses(each))).toEqual([true, false])
})

test('guesses from all over an IPv6 /64 → counted as one client', () => {
  const { guesses } = watched()
  for (let host = 1; host <= 6; host += 1) guesses.unknown(clientNetwork(`2001:db8:1:2::${host}`))
  expect(guesses.refuses(clientNetwork('2001:db8:1:2:ffff::1'))).toBe(true)
  expect(guesses.refuses(clientNetwork('2001:db8:1:3::1'))).toBe(false)
})

test('a message accepted for each old address → never slowed', () => {
  const { guesses, guess } = watched()
  for (let message = 0; message < 100; message += 1) {
    expect(guess(1)).toEqual([{ delayMilliseconds: 0, refused: [] }])
    guesses.accepted(client)
  }
})

test.each([60_000, -60_000])(
  'the window is over or the clock was set back (%s ms) → counting begins anew',
  (step) => {
    const { time, guesses, guess } = watched()
    guess(5)
    time.now += step
    expect(guess(1)).toEqual([{ delayMilliseconds: 0, refused: [] }])
    expect(guesses.refuses(client)).toBe(false)
  },
)

const quick = { slowAfter: 2, refuseAfter: 4, windowSeconds: 600, refuseSeconds: 600, longestDelaySeconds: 1 }

async function from(run: GatewayUnderTest, address: string) {
  const dialogue = smtpDialogue(run.port)
  dialogue.send(`PROXY TCP4 ${address} 192.0.2.25 40000 25\r\n`)
  await dialogue.run('S: 220\nC: EHLO client.test\nS: 250')
  return dialogue
}

test('a dictionary attack over sessions → slowed, refused, in the security log once; others are served', async () => {
  await using run = await gatewayUnderTest({ proxyNetworks: ['127.0.0.0/8'], unknownRecipients: quick })
  for (let guess = 0; guess < 2; guess += 1) {
    await using dialogue = await from(run, '198.51.100.7')
    await dialogue.run(
      `C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<guess${guess}@ours.test>\nS: 550 5.1.1`,
    )
  }
  await using last = await from(run, '198.51.100.7')
  await using other = await from(run, '198.51.100.8')
  await last.run('C: MAIL FROM:<s@away.test>\nS: 250')
  const asked = performance.now()
  await last.run('C: RCPT TO:<guess3@ours.test>\nS: 550 5.1.1')
  // Timers may be late, never early.
  expect(performance.now() - asked).toBeGreaterThan(95)
  await last.run('C: RCPT TO:<guess4@ours.test>\nS: 550 5.1.1\nC: RCPT TO:<a@ours.test>\nS: 421 4.7.0')
  expect(await last.reply()).toBe('closed')
  await using again = await from(run, '198.51.100.7')
  await again.run('C: MAIL FROM:<s@away.test>\nS: 421 4.7.0 Too many unknown recipients')
  await other.run('C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<a@ours.test>\nS: 250')
  expect(run.noticed).toMatchObject([{ kind: 'dictionary-attack', network: '198.51.100.7' }])
})

test('the time of refusal is over → served again', async () => {
  await using run = await gatewayUnderTest({
    unknownRecipients: { ...quick, slowAfter: 4, refuseAfter: 1, refuseSeconds: 0.2 },
  })
  await using guessing = await run.greeted()
  await guessing.run('C: MAIL FROM:<>\nS: 250\nC: RCPT TO:<guess@ours.test>\nS: 550')
  await eventually('MAIL to be taken again', async () => {
    await using dialogue = await run.greeted()
    dialogue.send('MAIL FROM:<>\r\n')
    return (await dialogue.reply()).startsWith('250') ? true : null
  })
})

test('a guesser leaves while its answer waits → nothing is left open', async () => {
  await using run = await gatewayUnderTest({
    maxConnectionsPerAddress: 1,
    unknownRecipients: { ...quick, slowAfter: 1, refuseAfter: 50, longestDelaySeconds: 60 },
  })
  const guessing = await run.greeted()
  await guessing.run('C: MAIL FROM:<>\nS: 250\nC: RCPT TO:<guess1@ours.test>\nS: 550')
  guessing.send('RCPT TO:<guess2@ours.test>\r\n')
  guessing.socket.destroy()
  await eventually('room for another connection', async () => {
    await using dialogue = smtpDialogue(run.port)
    return (await dialogue.reply()).startsWith('220') ? true : null
  })
})
