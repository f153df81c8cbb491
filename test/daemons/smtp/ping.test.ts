import { once } from 'node:events'
import { afterEach, expect, test, vi } from 'vitest'
import { pingSmtp } from '#daemons/smtp/ping.ts'
import { tcpListener } from '#test/support/world/tcp-listener.ts'

afterEach(() => vi.useRealTimers())

const listenerOf = ({ host, port }: { readonly host: string; readonly port: number }) => ({
  host,
  port,
  expectsProxyHeader: false,
})

test('a greeting and an answer to EHLO → the text of the greeting', async () => {
  await using listener = await tcpListener(async (socket) => {
    socket.write('220 mx.ours.test ESMTP\r\n')
    await once(socket, 'data')
    socket.write('250-mx.ours.test\r\n250 SIZE 1000\r\n')
  })
  expect(await pingSmtp(listenerOf(listener))).toEqual({ ok: true, value: 'mx.ours.test ESMTP' })
})

test('octets that trickle in and never are a reply → no answer within 3 s', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const connected = Promise.withResolvers<void>()
  await using listener = await tcpListener((socket) => {
    const trickle = setInterval(() => socket.write('2'), 100)
    socket.on('close', () => clearInterval(trickle))
    connected.resolve()
  })
  const greeted = pingSmtp(listenerOf(listener))
  await connected.promise
  vi.advanceTimersByTime(3000)
  expect(await greeted).toMatchObject({ ok: false, error: expect.stringMatching(/no answer within 3 s$/) })
})
