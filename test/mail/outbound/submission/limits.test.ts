// How much of the wrong kind one session may say, and how many sessions one address may have.

import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { smtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'
import {
  noDovecot,
  portOf,
  type SubmissionsUnderTest,
  submissionsUnderTest,
  tlsSession,
} from '#test/support/gateway/submission.ts'

let submissions: SubmissionsUnderTest
beforeAll(async () => {
  submissions = await submissionsUnderTest()
})
afterAll(async () => {
  await submissions?.[Symbol.asyncDispose]()
})

test.each(['AUTH PLAIN not-base-64', 'AUTH GSSAPI', 'NONSENSE'])(
  'ten times %s → 421 and the end of it',
  async (command) => {
    const submission = await submissions.open(noDovecot)
    await using dialogue = await tlsSession(submission)
    for (let at = 0; at < 9; at++) {
      dialogue.send(`${command}\r\n`)
      expect(await dialogue.reply()).toMatch(/^50[014] /)
    }
    dialogue.send(`${command}\r\n`)
    expect(await dialogue.reply()).toMatch(/^421 4\.7\.0 Too many commands that are not SMTP/)
    expect(await dialogue.reply()).toBe('closed')
    await submission.stop(1_000)
  },
)

test('more connections of one address than may be → 421 for the next, until one ends', async () => {
  const few = await submissions.open(noDovecot, { maxConnectionsPerAddress: 2 })
  const first = smtpDialogue(portOf(few, 'startTls'))
  await using second = smtpDialogue(portOf(few, 'startTls'))
  expect(await first.reply()).toMatch(/^220/)
  expect(await second.reply()).toMatch(/^220/)
  await using third = smtpDialogue(portOf(few, 'startTls'))
  expect(await third.reply()).toMatch(/^421 4\.7\.0 Too many connections/)
  first.send('QUIT\r\n')
  expect(await first.reply()).toMatch(/^221/)
  first.socket.destroy()
  if (!first.socket.closed) await once(first.socket, 'close')
  await few.stop(1_000)
})

test('every place taken by one silent client each → the next begins TLS, and the oldest of them is closed', async () => {
  const few = await submissions.open(noDovecot, { maxConnections: 2 })
  const port = portOf(few, 'tlsAtOnce')
  const silentFrom = async (localAddress: string) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress })
    await once(socket, 'connect')
    return smtpDialogue(port, socket)
  }
  {
    await using oldest = await silentFrom('127.1.0.1')
    await using other = await silentFrom('127.2.0.1')
    await using served = await tlsSession(few)
    expect(await oldest.reply()).toBe('closed')
    expect([other.socket.closed, served.socket.closed]).toEqual([false, false])
  }
  await few.stop(1_000)
})

test('no end of the handshake within fifteen seconds → closed', async () => {
  const submission = await submissions.open(noDovecot)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    await using silent = smtpDialogue(portOf(submission, 'tlsAtOnce'))
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1))
    vi.advanceTimersByTime(15_000)
    expect(await silent.reply()).toBe('closed')
  } finally {
    vi.useRealTimers()
  }
  await submission.stop(1_000)
})
