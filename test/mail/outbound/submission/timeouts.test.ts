// How long somebody may take to sign in, and for the data of one message. Time is moved, never waited for.

import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { smtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'
import {
  authPlain,
  noDovecot,
  portOf,
  type SubmissionsUnderTest,
  submissionsUnderTest,
  tlsSession,
} from '#test/support/gateway/submission.ts'

const mairie = 'mairie@mairie-saulieu.test'
let submissions: SubmissionsUnderTest
beforeAll(async () => {
  submissions = await submissionsUnderTest()
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(async () => {
  await submissions?.[Symbol.asyncDispose]()
})

const open = () =>
  submissions.open(noDovecot, {
    dataTimeoutMilliseconds: 40_000,
    verifyPassword: async () => ({ kind: 'accepted', login: mairie, credential: 'x' }),
  })
const moveTime = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })

test('nobody signed in for 120 s, whatever was said meanwhile → 421 4.4.2 and the end of it', async () => {
  const submission = await open()
  moveTime()
  await using dialogue = smtpDialogue(portOf(submission, 'startTls'))
  await dialogue.run('S: 220')
  vi.advanceTimersByTime(119_999)
  await dialogue.run(`
    C: EHLO client.test
    S: 250
    C: NOOP
    S: 250
  `)
  vi.advanceTimersByTime(1)
  expect(await dialogue.reply()).toMatch(/^421 4\.4\.2 Timeout/)
  expect(await dialogue.reply()).toBe('closed')
  vi.useRealTimers()
  await submission.stop(1_000)
})

test('signed in within that time → the session goes on after it', async () => {
  const submission = await open()
  moveTime()
  await using dialogue = await tlsSession(submission)
  await dialogue.run(`
    C: ${authPlain(mairie, 'x')}
    S: 235
  `)
  vi.advanceTimersByTime(120_000)
  await dialogue.run(`
    C: NOOP
    S: 250
  `)
  vi.useRealTimers()
  await submission.stop(1_000)
})

test('data that trickles past its time → 421 4.4.2, and nothing is taken', async () => {
  const submission = await open()
  moveTime()
  await using dialogue = await tlsSession(submission)
  await dialogue.run(`
    C: ${authPlain(mairie, 'x')}
    S: 235
    C: MAIL FROM:<${mairie}>
    S: 250
    C: RCPT TO:<paul@away.test>
    S: 250
    C: DATA
    S: 354
  `)
  for (let at = 0; at < 4; at++) {
    dialogue.send(`X-Part: ${at}\r\n`)
    vi.advanceTimersByTime(10_000)
  }
  expect(await dialogue.reply()).toMatch(/^421 4\.4\.2 Timeout/)
  expect(await dialogue.reply()).toBe('closed')
  expect(submissions.taken).toEqual([])
  vi.useRealTimers()
  await submission.stop(1_000)
})
