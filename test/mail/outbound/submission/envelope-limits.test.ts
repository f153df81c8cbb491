// What one session may ask of MAIL and RCPT, and what a full disk means for it.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SubmissionOptions } from '#mail/outbound/submission/open-submission.ts'
import {
  authPlain,
  noDovecot,
  type SubmissionsUnderTest,
  submissionsUnderTest,
  tlsSession,
} from '#test/support/gateway/submission.ts'

const mairie = 'mairie@mairie-saulieu.test'
let submissions: SubmissionsUnderTest
beforeAll(async () => {
  submissions = await submissionsUnderTest()
})
afterAll(async () => {
  await submissions?.[Symbol.asyncDispose]()
})

async function signedIn(message: Partial<SubmissionOptions['message']> = {}) {
  const submission = await submissions.open(noDovecot, {
    verifyPassword: async () => ({ kind: 'accepted', login: mairie, credential: 'x' }),
    message: { ...submissions.message, ...message },
  })
  const dialogue = await tlsSession(submission)
  await dialogue.run(`
    C: ${authPlain(mairie, 'x')}
    S: 235
  `)
  return {
    dialogue,
    async [Symbol.asyncDispose]() {
      await dialogue[Symbol.asyncDispose]()
      await submission.stop(1_000)
    },
  }
}

test('fifty recipients that nobody is, or that are no addresses → 421 for the next, and the end of it', async () => {
  await using session = await signedIn()
  const { dialogue } = session
  await dialogue.run(`
    C: MAIL FROM:<${mairie}>
    S: 250
  `)
  for (let at = 0; at < 49; at++) {
    dialogue.send(`RCPT TO:<nobody${at}@mairie-saulieu.test>\r\n`)
    expect(await dialogue.reply()).toMatch(/^550 5\.1\.1/)
  }
  await dialogue.run(`
    C: RCPT TO:<no-address@-.test>
    S: 553 5.1.3
    C: RCPT TO:<paul@away.test>
    S: 421 4.7.0 Too many refused recipients
  `)
  expect(await dialogue.reply()).toBe('closed')
})

test('MAIL from an address of somebody else, or the null path → 553 5.7.1; from the own one, with a detail → taken', async () => {
  await using session = await signedIn()
  await session.dialogue.run(`
    C: MAIL FROM:<maire@mairie-saulieu.test>
    S: 553 5.7.1
    C: MAIL FROM:<>
    S: 553 5.7.1
    C: MAIL FROM:<mairie+budget@mairie-saulieu.test>
    S: 250
  `)
})

test('refused in one message after the other → counted together', async () => {
  await using session = await signedIn()
  const { dialogue } = session
  for (let at = 0; at < 50; at++)
    await dialogue.run(`
      C: MAIL FROM:<${mairie}>
      S: 250
      C: RCPT TO:<nobody${at}@mairie-saulieu.test>
      S: 550 5.1.1
      C: RSET
      S: 250
    `)
  await dialogue.run(`
    C: MAIL FROM:<${mairie}>
    S: 250
    C: RCPT TO:<paul@away.test>
    S: 421 4.7.0
  `)
})

test('no room on the disk → 452 4.3.1 at MAIL, and 250 when there is', async () => {
  let free = false
  await using session = await signedIn({ hasFreeRoom: async () => free })
  await session.dialogue.run(`
    C: MAIL FROM:<${mairie}>
    S: 452 4.3.1 Insufficient storage
    C: RCPT TO:<paul@away.test>
    S: 503
  `)
  free = true
  await session.dialogue.run(`
    C: MAIL FROM:<${mairie}>
    S: 250
  `)
})

test('more recipients than one message may have → 452 4.5.3, one that is named twice aside', async () => {
  await using session = await signedIn({ maxRecipients: 2 })
  await session.dialogue.run(`
    C: MAIL FROM:<${mairie}>
    S: 250
    C: RCPT TO:<a@away.test>
    S: 250
    C: RCPT TO:<b@away.test>
    S: 250
    C: RCPT TO:<c@away.test>
    S: 452 4.5.3
    C: RCPT TO:<b@away.test>
    S: 250
  `)
})

test('ENVID of 100 characters → taken; of 101 → 501 5.5.4, and neither it nor RET is of the next message', async () => {
  await using session = await signedIn()
  const { dialogue } = session
  const send = async (parameters: string) => {
    await dialogue.run(`
      C: MAIL FROM:<${mairie}>${parameters}
      S: 250
      C: RCPT TO:<paul@away.test>
      S: 250
      C: DATA
      S: 354
    `)
    dialogue.send(`From: ${mairie}\r\n\r\nBonjour\r\n.\r\n`)
    expect(await dialogue.reply()).toMatch(/^250/)
  }
  await send(` ENVID=${'a'.repeat(100)}`)
  await dialogue.run(`
    C: MAIL FROM:<${mairie}> RET=FULL ENVID=${'b'.repeat(101)}
    S: 501 5.5.4
    C: MAIL FROM:<maire@mairie-flavigny.test> RET=FULL ENVID=c
    S: 553
  `)
  await send('')
  expect(submissions.taken.map(({ envelopeId, returns }) => [envelopeId, returns])).toEqual([
    ['a'.repeat(100), 'headers'],
    [null, 'headers'],
  ])
})
