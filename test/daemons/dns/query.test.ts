import { expect, test } from 'vitest'
import { queryServer } from '#daemons/dns/query.ts'
import { fakeDns } from '#test/support/world/fake-dns.ts'

test('name with an address → the address; unknown name or broken server → the code of the answer', async () => {
  await using dns = await fakeDns()
  dns.records.set('A localhost.test', ['127.0.0.1'])
  const server = { host: dns.host, port: dns.port }
  expect(await queryServer(server, { type: 'A', name: 'localhost.test' })).toEqual({
    ok: true,
    value: '127.0.0.1',
  })
  expect(await queryServer(server, { type: 'A', name: 'x.test' })).toMatchObject({
    error: expect.stringContaining('ENOTFOUND'),
  })
  dns.trouble = 'servfail'
  expect(await queryServer(server, { type: 'A', name: 'x.test' })).toMatchObject({
    error: expect.stringContaining('ESERVFAIL'),
  })
})
