import { expect, test } from 'vitest'
import { pingRspamd } from '#daemons/rspamd/ping.ts'
import { tcpListener } from '#test/support/world/tcp-listener.ts'

async function ping(answer: string) {
  await using listener = await tcpListener((socket) => {
    socket.on('data', () => socket.end(answer))
  })
  return await pingRspamd(listener)
}

test('pong with its line end → the version', async () => {
  const answer = 'HTTP/1.1 200 OK\r\nServer: rspamd/3.12.1\r\nContent-Length: 6\r\n\r\npong\r\n'
  expect(await ping(answer)).toEqual({ ok: true, value: 'rspamd/3.12.1' })
})

test.each([
  'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK',
  'HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\npong',
  '220 mail ESMTP\r\n',
  '',
])('other answer %# → not ready', async (answer) => {
  expect((await ping(answer)).ok).toBe(false)
})
