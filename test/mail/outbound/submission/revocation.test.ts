// What opens a session is taken away while somebody signs in with it.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SmtpReply, sendingSuspended } from '#core/smtp/smtp-reply.ts'
import type { Submission } from '#mail/outbound/submission/open-submission.ts'
import { mairie } from '#test/support/database/commune.ts'
import {
  authPlain,
  noDovecot,
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

test('what opens the session is taken away while Dovecot is asked → 421 instead of 235; another sign-in goes on', async () => {
  let asked = Promise.withResolvers<void>()
  let answer = Promise.withResolvers<void>()
  const slow = await submissions.open(noDovecot, {
    verifyPassword: async ({ login }) => {
      asked.resolve()
      await answer.promise
      return { kind: 'accepted', login, credential: 'opened-with' }
    },
  })
  const signInDuring = async (ended: Parameters<Submission['endSessions']>[0]) => {
    asked = Promise.withResolvers()
    answer = Promise.withResolvers()
    const dialogue = await tlsSession(slow)
    dialogue.send(`${authPlain(mairie, 'whatever it is')}\r\n`)
    await asked.promise
    slow.endSessions(ended)
    answer.resolve()
    return dialogue
  }
  for (const ended of [{ kind: 'credential', value: 'opened-with' } as const, null]) {
    await using dialogue = await signInDuring(ended)
    expect(await dialogue.reply()).toMatch(/^421 4\.7\.0 Access was taken away/)
    expect(await dialogue.reply()).toBe('closed')
  }
  await using other = await signInDuring({ kind: 'credential', value: 'another' })
  expect(await other.reply()).toMatch(/^235 /)
  await slow.stop(1_000)
})

test('what opened the session is taken away while its message is looked into → the reply to the message, then 421', async () => {
  const looking = Promise.withResolvers<void>()
  const reply = Promise.withResolvers<SmtpReply>()
  const slow = await submissions.open(noDovecot, {
    verifyPassword: async ({ login }) => ({ kind: 'accepted', login, credential: login }),
    message: {
      ...submissions.message,
      acceptSubmission: async () => {
        looking.resolve()
        return await reply.promise
      },
    },
  })
  await using dialogue = await tlsSession(slow)
  await dialogue.run(`
    C: ${authPlain(mairie, 'whatever it is')}
    S: 235
    C: MAIL FROM:<${mairie}>
    S: 250
    C: RCPT TO:<a@b.test>
    S: 250
    C: DATA
    S: 354
  `)
  dialogue.send(`From: ${mairie}\r\n\r\nBonjour\r\n.\r\n`)
  await looking.promise
  slow.endSessions({ kind: 'mailbox', value: mairie })
  reply.resolve(sendingSuspended('Envoi suspendu'))
  expect(await dialogue.reply()).toBe('550 5.7.1 Envoi suspendu')
  expect(await dialogue.reply()).toMatch(/^421 4\.7\.0 Access was taken away/)
  expect(await dialogue.reply()).toBe('closed')
  await slow.stop(1_000)
})
