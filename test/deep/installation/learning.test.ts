// Moving a message into Junk or out of it, in any IMAP client, with MOVE or without, teaches rspamd.

import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { senderAddress, senderDomain, senderSignature } from '#cli/demo/sender.ts'
import { command } from '#stack/machine/command.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { portsFrom } from '#stack/spec/ports.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import {
  type Account,
  countMessages,
  findMessage,
  send,
  withImap,
} from '#test/support/dovecot/mail-client.ts'
import { newFolder } from '#test/support/dovecot/mailbox-client.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { accountOf, type Stack, type StackOverview, startStack } from '#test/support/stack/stack.ts'
import type { Lesson } from '#worker/learning/lesson.ts'

let stack: Stack
let overview: StackOverview
beforeAll(async () => {
  stack = await startStack()
  overview = await stack.overview()
})
afterAll(() => stack[Symbol.asyncDispose]())

const words =
  'Bonjour, le conseil municipal se réunit jeudi soir à la mairie pour voter le budget des écoles.'

/** A message in the inbox of the account; its Message-ID. */
async function receive(account: Account): Promise<string> {
  const messageId = `<${randomUUID()}@${senderDomain}>`
  const answer = await send(overview.endpoints.smtp, {
    ...{ from: senderAddress, to: account.address, messageId, subject: `Budget ${messageId}` },
    text: `${words}\n${randomUUID()} ${randomUUID()}\n`,
    dkim: await senderSignature(pathsFor(stack.state)),
  })
  expect(answer.code).toBe(250)
  await findMessage(overview.endpoints.imap, account, messageId)
  return messageId
}

const move = (account: Account, messageId: string, [from, to]: readonly [string, string]) =>
  withImap(overview.endpoints.imap, account, async (imap) => {
    const lock = await imap.getMailboxLock(from)
    try {
      const found = await imap.search({ header: { 'message-id': messageId } }, { uid: true })
      const [uid] = Array.isArray(found) ? found : []
      const moved = await imap.messageMove(String(uid), to, { uid: true })
      expect(moved).not.toBe(false)
    } finally {
      lock.release()
    }
  })

/** As programs without MOVE (RFC 6851) do it: a copy, a flag, EXPUNGE of what has it. */
const copyAndExpunge = (account: Account, messageId: string, [from, to]: readonly [string, string]) =>
  withImap(overview.endpoints.imap, account, async (imap) => {
    const lock = await imap.getMailboxLock(from)
    try {
      const found = await imap.search({ header: { 'message-id': messageId } }, { uid: true })
      const [uid] = Array.isArray(found) ? found : []
      expect(await imap.messageCopy(String(uid), to, { uid: true })).not.toBe(false)
      expect(await imap.messageFlagsAdd(String(uid), ['\\Deleted'], { uid: true })).toBe(true)
      expect(await imap.messageDelete(String(uid), { uid: true })).toBe(true)
    } finally {
      lock.release()
    }
  })

const lesson = z.object({ event: z.string(), mailbox: z.string(), class: z.string(), answer: z.string() })

/** Lessons given about a mailbox, as the worker's log has them. */
async function lessons(account: Account): Promise<readonly string[]> {
  const log = await readFile(join(pathsFor(stack.state).log, 'worker.log'), 'utf8')
  return log
    .split('\n')
    .filter((line) => line.includes('"learning.taught"'))
    .map((line) => lesson.parse(JSON.parse(line)))
    .filter(({ mailbox }) => mailbox === account.address)
    .map((each) => `${each.class} ${each.answer}`)
}

/** Messages of a class that rspamd has learned, as its Redis has them. */
async function learnedAs(kind: Lesson['class']): Promise<number> {
  const { redis } = portsFrom(stack.portBase)
  const password = await readFile(secretFile(pathsFor(stack.state), 'redis-password'), 'utf8')
  const { stdout } = await command(['redis-cli', '-p', String(redis), 'hget', 'RS', `learns_${kind}`], {
    environment: { REDISCLI_AUTH: password.trim() },
  })
  return Number(stdout)
}

test('into Junk → learned as spam once; out of it → as ham; into the trash → nothing', async () => {
  const account = accountOf(overview, 'maire@mairie-saulieu.test')
  const messageId = await receive(account)
  await move(account, messageId, ['INBOX', 'Junk'])
  await eventually('spam', async () => ((await lessons(account)).length === 1 ? true : null))
  expect(await lessons(account)).toEqual(['spam learned'])
  await eventually('rspamd', async () => ((await learnedAs('spam')) === 1 ? true : null))
  await move(account, messageId, ['Junk', 'INBOX'])
  await eventually('ham', async () => ((await lessons(account)).length === 2 ? true : null))
  await eventually('rspamd', async () => ((await learnedAs('ham')) === 1 ? true : null))
  expect(await learnedAs('spam')).toBe(0)
  await move(account, messageId, ['INBOX', 'Archive'])
  const other = await receive(account)
  await move(account, other, ['INBOX', 'Junk'])
  await eventually('the next lesson', async () => ((await lessons(account)).length === 3 ? true : null))
  await move(account, other, ['Junk', 'Trash'])
  // As Outlook and Apple Mail make them.
  for (const name of ['Éléments supprimés', 'INBOX/Deleted Messages', 'spam']) {
    const deleted = await receive(account)
    await withImap(overview.endpoints.imap, account, (imap) => newFolder(imap, name))
    await move(account, deleted, ['INBOX', 'Junk'])
    await move(account, deleted, ['Junk', name])
  }
  const last = await receive(account)
  await move(account, last, ['INBOX', 'Junk'])
  await eventually('the last lesson', async () => ((await lessons(account)).length === 7 ? true : null))
  const spam = Array.from({ length: 5 }, () => 'spam learned')
  expect(await lessons(account)).toEqual(['spam learned', 'ham learned', ...spam])
})

test('copied into Junk, then deleted from the inbox → learned once; the way back → as ham, once', async () => {
  const account = accountOf(overview, 'claire.garnier@mairie-saulieu.test')
  const messageId = await receive(account)
  await copyAndExpunge(account, messageId, ['INBOX', 'Junk'])
  await eventually('spam', async () => ((await lessons(account)).length === 1 ? true : null))
  await copyAndExpunge(account, messageId, ['Junk', 'INBOX'])
  // Lessons are given one after the other: one too many of the first move would stand before that of the second.
  await eventually('ham', async () => ((await lessons(account)).includes('ham learned') ? true : null))
  expect(await lessons(account)).toEqual(['spam learned', 'ham learned'])
  const inbox = await countMessages(overview.endpoints.imap, account)
  expect(inbox.get(messageId)).toBe(1)
  const junk = await countMessages(overview.endpoints.imap, account, 'Junk')
  expect(junk.get(messageId)).toBeUndefined()
})

test('the worker is stopped → the move is done all the same', async () => {
  const account = accountOf(overview, 'maire@mairie-nolay.test')
  const messageId = await receive(account)
  const worker = await stack.pidOf('worker')
  process.kill(worker, 'SIGSTOP')
  try {
    await move(account, messageId, ['INBOX', 'Junk'])
    await findMessage(overview.endpoints.imap, account, messageId, 'Junk')
  } finally {
    process.kill(worker, 'SIGCONT')
  }
})

test('rspamd is stopped → the move is done all the same, and the lesson is given when it is back', async () => {
  const account = accountOf(overview, 'mairie@mairie-nolay.test')
  const messageId = await receive(account)
  const rspamd = await stack.pidOf('rspamd')
  process.kill(-rspamd, 'SIGSTOP')
  try {
    await move(account, messageId, ['INBOX', 'Junk'])
    await findMessage(overview.endpoints.imap, account, messageId, 'Junk')
    expect(await lessons(account)).toEqual([])
  } finally {
    process.kill(-rspamd, 'SIGCONT')
  }
  await eventually('the lesson', async () => ((await lessons(account)).length === 1 ? true : null), 60)
})
