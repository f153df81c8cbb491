// Each component dead, hung and answering garbage: the sender hears 451 and keeps the message, and the next attempt
// delivers it once. The orchestrator is halted meanwhile, so that it does not mend what the test broke.

import { randomUUID } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { senderAddress, senderDomain, senderSignature } from '#cli/demo/sender.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { type PortName, portsFrom } from '#stack/spec/ports.ts'
import { countMessages, send } from '#test/support/dovecot/mail-client.ts'
import { smtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { childrenOf, parentOf } from '#test/support/stack/parent-of.ts'
import { accountOf, type Stack, type StackOverview, startStack } from '#test/support/stack/stack.ts'
import { untilHealthy } from '#test/support/stack/until-healthy.ts'

let stack: Stack
let overview: StackOverview
let dkim: Awaited<ReturnType<typeof senderSignature>>
let orchestrator: number

beforeAll(async () => {
  stack = await startStack({
    filtering: { networkLists: false, timeoutSeconds: 3 },
    limits: { deliveryTimeoutSeconds: 3, freeDiskFloorMegabytes: 64 },
  })
  overview = await stack.overview()
  dkim = await senderSignature(pathsFor(stack.state))
  orchestrator = parentOf(await stack.pidOf('gateway'))
})
afterAll(() => stack[Symbol.asyncDispose]())

const account = () => accountOf(overview)

const newMessage = () => ({
  from: senderAddress,
  to: account().address,
  messageId: `<${randomUUID()}@${senderDomain}>`,
  subject: 'Convocation',
  text: 'Le conseil municipal se réunira jeudi.\n',
  dkim,
})

type Message = ReturnType<typeof newMessage>

/** Sends until it is taken, as a sender's queue would, then asserts that it is there exactly once. */
async function deliveredOnceIn(message: Message): Promise<void> {
  await eventually(
    '250',
    async () => ((await send(overview.endpoints.smtp, message)).code === 250 ? true : null),
    60,
  )
  const counts = await inboxCounts()
  expect(counts.get(message.messageId)).toBe(1)
}

/** Copies in the inbox. Dovecot waits a while before it asks a database again that was away: so do we. */
function inboxCounts(): Promise<ReadonlyMap<string, number>> {
  return eventually('a login', () => countMessages(overview.endpoints.imap, account()).catch(() => null), 30)
}

/** Halts the orchestrator and ends a service with everything it started; returns how to let it come back. */
async function endService(name: string): Promise<() => Promise<void>> {
  const pid = await stack.pidOf(name)
  process.kill(orchestrator, 'SIGSTOP')
  process.kill(-pid, 'SIGKILL')
  return async () => {
    process.kill(orchestrator, 'SIGCONT')
    await untilHealthy(stack, { name, before: pid })
  }
}

const sockets = new Set<Socket>()

/** Takes the place of a daemon and answers every question with noise. */
async function answerGarbage(port: PortName): Promise<AsyncDisposable> {
  const noise = Buffer.from('\x00\xff%%% garbage \r\n\x07 999 nonsense\r\n')
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.write(noise)
    socket.on('data', () => socket.end(noise))
  })
  await eventually(
    `port of ${port}`,
    () =>
      new Promise<true | null>((resolve) => {
        server.once('error', () => resolve(null))
        server.listen(portsFrom(stack.portBase)[port], '127.0.0.1', () => resolve(true))
      }),
  )
  const datagrams = createSocket('udp4', (_question, from) => datagrams.send(noise, from.port, from.address))
  await new Promise<void>((resolve) => datagrams.bind(portsFrom(stack.portBase)[port], '127.0.0.1', resolve))
  return {
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      datagrams.close()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

const components = [
  { name: 'rspamd', port: 'rspamd' },
  { name: 'clamd', port: 'clamd' },
  { name: 'redis', port: 'redis' },
  { name: 'dovecot', port: 'lmtp' },
  { name: 'unbound', port: 'unbound' },
  { name: 'postgresql', port: 'postgresql' },
] as const

describe.each(components)('$name', { timeout: 240_000 }, ({ name, port }) => {
  test('dead → 451, delivered once on retry', async () => {
    const message = newMessage()
    const revive = await endService(name)
    const answer = await send(overview.endpoints.smtp, message)
    await revive()
    expect(answer.text).toMatch(/^451 /)
    await deliveredOnceIn(message)
  })

  test('answers garbage → 451, delivered once on retry', async () => {
    const message = newMessage()
    const revive = await endService(name)
    const garbage = await answerGarbage(port)
    const answer = await send(overview.endpoints.smtp, message)
    await garbage[Symbol.asyncDispose]()
    await revive()
    expect(answer.text).toMatch(/^451 /)
    await deliveredOnceIn(message)
  })

  test('hangs → 451, delivered once on retry', async () => {
    const message = newMessage()
    const pid = await stack.pidOf(name)
    process.kill(orchestrator, 'SIGSTOP')
    // PostgreSQL's processes lead groups of their own.
    const all = [-pid, ...childrenOf(pid)]
    for (const each of all) process.kill(each, 'SIGSTOP')
    const answer = await send(overview.endpoints.smtp, message)
    for (const each of all) process.kill(each, 'SIGCONT')
    process.kill(orchestrator, 'SIGCONT')
    await untilHealthy(stack)
    expect(answer.text).toMatch(/^451 /)
    await deliveredOnceIn(message)
  })
})

describe('postgresql', { timeout: 240_000 }, () => {
  test('killed between DATA and the end of data → 451 or 250, delivered once in the end', async () => {
    const message = newMessage()
    await using dialogue = smtpDialogue(overview.endpoints.smtp.port)
    await dialogue.run(`
      S: 220
      C: EHLO mail.fournisseur.test
      S: 250
      C: MAIL FROM:<>
      S: 250
      C: RCPT TO:<${account().address}>
      S: 250
      C: DATA
      S: 354
    `)
    const revive = await endService('postgresql')
    // Not signed, so from a domain without DMARC.
    const fields = [
      `From: <x@nowhere.test>`,
      `To: <${account().address}>`,
      `Message-ID: ${message.messageId}`,
      'Subject: x',
    ]
    dialogue.send(`${fields.join('\r\n')}\r\n\r\nx\r\n.\r\n`)
    const reply = await dialogue.reply()
    await revive()
    expect(reply).toMatch(/^(451|250) /)
    if (reply.startsWith('250')) {
      const counts = await inboxCounts()
      expect(counts.get(message.messageId)).toBe(1)
    } else await deliveredOnceIn(message)
  })

  test('dead at RCPT → 451, delivered once on retry', async () => {
    const message = newMessage()
    const revive = await endService('postgresql')
    const answer = await send(overview.endpoints.smtp, {
      ...message,
      to: 'helene.maitre@mairie-flavigny-sur-ozerain.test',
    })
    await revive()
    expect(answer.text).toMatch(/^451 /)
    await deliveredOnceIn(message)
  })
})
