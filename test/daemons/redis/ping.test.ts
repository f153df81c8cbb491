import { expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { pingRedis } from '#daemons/redis/ping.ts'
import { tcpListener } from '#test/support/world/tcp-listener.ts'

const password = new Secret('pa55 "word"')

async function answering(answer: string) {
  const asked: string[] = []
  await using listener = await tcpListener((socket) => {
    socket.on('data', (chunk) => {
      asked.push(String(chunk))
      socket.write(answer)
    })
  })
  return { result: await pingRedis(listener, password), asked: asked.join('') }
}

test('server that knows the password → PONG', async () => {
  const { result, asked } = await answering('+OK\r\n+PONG\r\n')
  expect(result).toEqual({ ok: true, value: 'PONG' })
  expect(asked).toBe('*2\r\n$4\r\nAUTH\r\n$11\r\npa55 "word"\r\n*1\r\n$4\r\nPING\r\n')
})

test.each([
  '-WRONGPASS invalid username-password pair\r\n-NOAUTH Authentication required.\r\n',
  '+OK\r\n-LOADING Redis is loading the dataset in memory\r\n',
  'SSH-2.0-OpenSSH_10.0\r\n'.repeat(500),
])('other answer %# → not ready, and the password is in no error', async (answer) => {
  const { result } = await answering(answer)
  expect(result.ok).toBe(false)
  expect(JSON.stringify(result)).not.toContain('pa55')
})

test('nobody listens → a sentence', async () => {
  const listener = await tcpListener(() => undefined)
  const where = { host: listener.host, port: listener.port }
  await listener[Symbol.asyncDispose]()
  expect(await pingRedis(where, password)).toEqual({
    ok: false,
    error: expect.stringContaining('ECONNREFUSED'),
  })
})
