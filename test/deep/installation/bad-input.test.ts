// What no well-behaved sender says, through every real daemon: refused or delivered, never a crash, never half a message.

import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { brokenMessages, refusedMessages } from '#test/fixtures/broken-messages.ts'
import { tortureSet } from '#test/fixtures/torture/torture-set.ts'
import { countMessages, findMessage } from '#test/support/dovecot/mail-client.ts'
import { dotStuffed } from '#test/support/gateway/filtered-gateway.ts'
import { type SmtpDialogue, smtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'
import { accountOf, type Stack, type StackOverview, startStack } from '#test/support/stack/stack.ts'
import { untilHealthy } from '#test/support/stack/until-healthy.ts'

let stack: Stack
let overview: StackOverview
let gateway: number

beforeAll(async () => {
  stack = await startStack({ smtp: { maxMessageMegabytes: 1 } })
  overview = await stack.overview()
  gateway = await stack.pidOf('gateway')
})
afterAll(() => stack[Symbol.asyncDispose]())
// A crash would be mended within a second: the pid tells.
afterEach(async () => expect(await stack.pidOf('gateway')).toBe(gateway))

const account = () => accountOf(overview)

async function openData(recipients: readonly string[] = [account().address]): Promise<SmtpDialogue> {
  const dialogue = smtpDialogue(overview.endpoints.smtp.port)
  const rcpt = recipients.map((recipient) => `C: RCPT TO:<${recipient}>\nS: 250`).join('\n')
  await dialogue.run(
    `S: 220\nC: EHLO client.nowhere.test\nS: 250\nC: MAIL FROM:<>\nS: 250\n${rcpt}\nC: DATA\nS: 354`,
  )
  return dialogue
}

const overviewOfProcesses = async () =>
  (await stack.overview()).services.map(({ name, state, pid }) => `${name} ${state} ${pid}`)

const newId = (): string => `<${randomUUID()}@nowhere.test>`
const fields = (id: string): string =>
  `From: <x@nowhere.test>\r\nTo: <y@nowhere.test>\r\nMessage-ID: ${id}\r\nSubject: x\r\n`

describe('commands', () => {
  test.each([
    ['a bare LF', 'NOOP\nMAIL FROM:<>\r\n', /^500 /],
    ['a bare CR', 'NOOP\rMAIL FROM:<>\r\n', /^500 /],
    ['a NUL', 'NOOP \0\r\n', /^50\d /],
    ['a line of 10 kB', `NOOP ${'x'.repeat(10_000)}\r\n`, /^500 /],
  ])('%s → refused', async (_what, octets, reply) => {
    await using dialogue = smtpDialogue(overview.endpoints.smtp.port)
    await dialogue.run('S: 220\nC: EHLO client.nowhere.test\nS: 250')
    dialogue.send(octets)
    expect(await dialogue.reply()).toMatch(reply)
  })

  test('AUTH, VRFY and EXPN → no information', async () => {
    await using dialogue = smtpDialogue(overview.endpoints.smtp.port)
    await dialogue.run('S: 220\nC: EHLO client.nowhere.test')
    expect(await dialogue.reply()).not.toMatch(/AUTH/)
    for (const command of ['AUTH PLAIN AGEAYg==', `VRFY ${account().address}`, 'EXPN mairie']) {
      dialogue.send(`${command}\r\n`)
      expect(await dialogue.reply()).toMatch(/^(252|50\d) /)
    }
  })
})

describe('data', () => {
  test.each([
    ['a bare LF', 'x\ny\r\n'],
    ['a bare CR', 'x\ry\r\n'],
    ['LF.LF before more', 'x\n.\nMAIL FROM:<>\r\n'],
    ['LF.CRLF before more', 'x\n.\r\nMAIL FROM:<>\r\n'],
  ])('%s → 554 5.6.0, nothing delivered', async (_what, body) => {
    const id = newId()
    await using dialogue = await openData()
    dialogue.send(`${fields(id)}\r\n${body}\r\n.\r\n`)
    expect(await dialogue.reply()).toMatch(/^554 5\.6\.0 /)
    expect((await countMessages(overview.endpoints.imap, account())).has(id)).toBe(false)
  })

  test('more than SIZE allows → 552 5.3.4, announced or not', async () => {
    const id = newId()
    await using announced = smtpDialogue(overview.endpoints.smtp.port)
    await announced.run(
      'S: 220\nC: EHLO client.nowhere.test\nS: 250\nC: MAIL FROM:<> SIZE=99999999\nS: 552 5.3.4',
    )
    await using silent = await openData()
    silent.send(`${fields(id)}\r\n${`${'x'.repeat(998)}\r\n`.repeat(1200)}.\r\n`)
    expect(await silent.reply()).toMatch(/^552 5\.3\.4 /)
    expect((await countMessages(overview.endpoints.imap, account())).has(id)).toBe(false)
  })

  test('a connection dropped in the middle → nothing delivered', async () => {
    const id = newId()
    const dropped = await openData()
    dropped.send(`${fields(id)}\r\nhalf a sentence`)
    dropped.socket.destroy()
    const marker = newId()
    await using next = await openData()
    next.send(`${fields(marker)}\r\nx\r\n.\r\n`)
    expect(await next.reply()).toMatch(/^250 /)
    await findMessage(overview.endpoints.imap, account(), marker)
    expect((await countMessages(overview.endpoints.imap, account())).has(id)).toBe(false)
  })

  test('1,000 recipients → taken, one copy in each of the fifteen mailboxes they lead to', async () => {
    const id = newId()
    const mailboxes = overview.demo.accounts
    const recipients = Array.from({ length: 1000 }, (_, index) => {
      const [local, domain] = (mailboxes[index % mailboxes.length]?.address ?? '').split('@')
      return `${local}+n${index}@${domain}`
    })
    await using dialogue = await openData(recipients)
    dialogue.send(`${fields(id)}\r\nx\r\n.\r\n`)
    expect(await dialogue.reply()).toMatch(/^250 /)
    for (const mailbox of mailboxes) {
      await findMessage(overview.endpoints.imap, mailbox, id)
      expect((await countMessages(overview.endpoints.imap, mailbox)).get(id)).toBe(1)
    }
  })

  test.each([...brokenMessages, ...refusedMessages])('$what → delivered or refused', async ({ octets }) => {
    await using dialogue = await openData()
    dialogue.send(Buffer.concat([octets, Buffer.from('\r\n.\r\n')]))
    expect(await dialogue.reply()).toMatch(/^(250|55\d) /)
  })

  test('the whole torture set → delivered or refused, every mailbox opens, nothing started again', async () => {
    await untilHealthy(stack)
    const before = await overviewOfProcesses()
    for (const { what, octets } of tortureSet) {
      await using dialogue = await openData()
      dialogue.send(dotStuffed(octets()))
      expect(await dialogue.reply(), what).toMatch(/^(250|55\d) /)
    }
    expect((await countMessages(overview.endpoints.imap, account())).size).toBeGreaterThan(0)
    expect((await countMessages(overview.endpoints.imap, account(), 'Junk')).size).toBeGreaterThan(0)
    await expect.poll(overviewOfProcesses).toEqual(before)
  })
})
