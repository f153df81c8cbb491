import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { doveadmClient } from '#daemons/doveadm/doveadm.ts'

interface Asked {
  readonly authorization: string | undefined
  readonly body: unknown
}

/** Answers every POST with `status` and `text`; null hangs. */
async function fakeDoveadm(text: string | null, status = 200) {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      asked.push({ authorization: request.headers.authorization, body: JSON.parse(body) })
      if (text !== null) response.writeHead(status).end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const client = doveadmClient({
    ...{ host: '127.0.0.1', port: (server.address() as AddressInfo).port },
    timeoutMilliseconds: text === null ? 300 : 20_000,
    password: new Secret('geheim'),
  })
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { asked, client, [Symbol.asyncDispose]: stop }
}

test('mailboxCreate → one command with Basic authentication; done → null', async () => {
  await using doveadm = await fakeDoveadm('[["doveadmResponse",[],"only"]]')
  expect(await doveadm.client.mailboxCreate('a@b.test', ['INBOX', 'Sent'])).toEqual({ ok: true, value: null })
  expect(doveadm.asked).toEqual([
    {
      authorization: `Basic ${btoa('doveadm:geheim')}`,
      body: [['mailboxCreate', { user: 'a@b.test', mailbox: ['INBOX', 'Sent'] }, '0']],
    },
  ])
})

test.each([
  [67, { kind: 'no-user' }],
  [65, { kind: 'refused' }],
  [75, { kind: 'temporary', exitCode: 75 }],
  [1, { kind: 'temporary', exitCode: 1 }],
])('exit code %i → %o', async (exitCode, error) => {
  await using doveadm = await fakeDoveadm(`[["error",{"type":"exitCode","exitCode":${exitCode}},"only"]]`)
  expect(await doveadm.client.mailboxCreate('a@b.test', ['INBOX', 'Sent'])).toEqual({ ok: false, error })
})

test('mailboxStatus → the number that comes as text', async () => {
  await using status = await fakeDoveadm('[["doveadmResponse",[{"mailbox":"INBOX","messages":"12"}],"only"]]')
  expect(await status.client.mailboxStatus('a@b.test', 'INBOX')).toEqual({
    ok: true,
    value: { messages: 12 },
  })
})

test.each([
  [
    'the number that comes as text',
    '"doveadmResponse",[{"mailbox":"Snoozed","uidvalidity":"1795927466"}]',
    1_795_927_466,
  ],
  ['null where there is no folder of this name', '"error",{"type":"exitCode","exitCode":68}', null],
])('uidValidity → %s', async (_, said, value) => {
  await using doveadm = await fakeDoveadm(`[[${said},"only"]]`)
  expect(await doveadm.client.uidValidity('a@b.test', 'Snoozed')).toEqual({ ok: true, value })
})

test('a flag given, one taken off, and a move → by the uids of one folder', async () => {
  await using doveadm = await fakeDoveadm('[["doveadmResponse",[],"only"]]')
  const messages = { folder: 'Snoozed', uids: [3, 9] }
  expect(await doveadm.client.addFlag('a@b.test', messages, 'vm-x')).toEqual({ ok: true, value: null })
  expect(await doveadm.client.removeFlag('a@b.test', messages, '\\Seen')).toEqual({ ok: true, value: null })
  expect(await doveadm.client.move('a@b.test', messages, 'INBOX')).toEqual({ ok: true, value: null })
  const query = ['mailbox', 'Snoozed', 'uid', '3,9']
  expect(doveadm.asked.map(({ body }) => body)).toEqual([
    [['flagsAdd', { user: 'a@b.test', flag: ['vm-x'], query }, '0']],
    [['flagsRemove', { user: 'a@b.test', flag: ['\\Seen'], query }, '0']],
    [['move', { user: 'a@b.test', destinationMailbox: 'INBOX', query }, '0']],
  ])
})

test('index of several users → one request, the outcome of each', async () => {
  await using doveadm = await fakeDoveadm(
    '[["doveadmResponse",[],"0"],["error",{"type":"exitCode","exitCode":67},"1"],["error",{"exitCode":75},"2"]]',
  )
  expect(await doveadm.client.index(['a@b.test', 'c@b.test', 'd@b.test'], 'INBOX')).toEqual({
    ok: true,
    value: [
      { ok: true, value: null },
      { ok: false, error: { kind: 'no-user' } },
      { ok: false, error: { kind: 'temporary', exitCode: 75 } },
    ],
  })
  const parameters = { mailboxMask: ['INBOX'], queue: true, maxRecent: '999' }
  const commands = ['a@b.test', 'c@b.test', 'd@b.test'].map((user, at) => [
    'index',
    { user, ...parameters },
    `${at}`,
  ])
  expect(doveadm.asked.map(({ body }) => body)).toEqual([commands])
})

test('index of two users, one answer → unreachable', async () => {
  await using doveadm = await fakeDoveadm('[["doveadmResponse",[],"0"]]')
  const asked = await doveadm.client.index(['a@b.test', 'c@b.test'], 'INBOX')
  expect(asked).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
})

test.each([
  ['garbage', 'not JSON', 200],
  ['another shape', '{"error":true}', 200],
  ['empty list', '[]', 200],
  ['wrong password', '', 401],
  ['no answer', null, 200],
])('%s → unreachable, never an exception', async (_, text, status) => {
  await using doveadm = await fakeDoveadm(text, status)
  expect(await doveadm.client.mailboxCreate('a@b.test', ['INBOX', 'Sent'])).toMatchObject({
    ok: false,
    error: { kind: 'unreachable' },
  })
})
