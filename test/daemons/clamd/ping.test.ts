import { expect, test } from 'vitest'
import { pingClamd } from '#daemons/clamd/ping.ts'
import { tcpListener } from '#test/support/world/tcp-listener.ts'

async function ping(version: string, pong = 'PONG\0') {
  await using listener = await tcpListener((socket) => {
    socket.on('data', (chunk) => socket.end(String(chunk) === 'zPING\0' ? pong : version))
  })
  return await pingClamd(listener)
}

test('official signatures → their number and date', async () => {
  expect(await ping('ClamAV 1.4.6/27890/Tue Nov 24 08:31:00 2026\0')).toEqual({
    ok: true,
    value: { engine: 'ClamAV 1.4.6', signatures: '27890 of Tue Nov 24 08:31:00 2026' },
  })
})

test('no official signatures → null', async () => {
  expect(await ping('ClamAV 1.4.6\0')).toEqual({
    ok: true,
    value: { engine: 'ClamAV 1.4.6', signatures: null },
  })
})

test('garbage, another answer or silence cut short → not ready', async () => {
  expect((await ping('ClamAV 1.4.6\0', 'NOPE\0')).ok).toBe(false)
  expect((await ping('220 mail ESMTP\0')).ok).toBe(false)
  expect((await ping('ClamAV 1.4.6\0', 'PO')).ok).toBe(false)
})
