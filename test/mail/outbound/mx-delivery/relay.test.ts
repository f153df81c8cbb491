// One server of somebody else that takes all our mail: nobody is asked for mail hosts, and a password is said under a proven TLS
// alone.

import { afterAll, beforeEach, expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import type { Relay } from '#mail/outbound/mx-delivery/deliver-by-mx.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'
import { makeAuthority } from '#test/support/world/authority.ts'
import { fakeDns } from '#test/support/world/fake-dns.ts'
import { mxWorld } from '#test/support/world/mx-world.ts'
import { remoteServers } from '#test/support/world/remote-smtp.ts'

const stack = new AsyncDisposableStack()
afterAll(() => stack.disposeAsync())
const folder = stack.use(await temporaryFolder())
const authority = makeAuthority(folder.path, 'public')
const dns = stack.use(await fakeDns())
const remote = stack.use(await remoteServers('127.0.0.5'))
const [server] = remote.servers
if (server === undefined) throw new Error('one was asked for')
dns.records.set('A relay.test', [server.address])
const credentials = { username: 'departement', password: new Secret('mot de passe') }

beforeEach(() => {
  server.arrived.length = 0
  server.said.length = 0
  server.certificate = authority.issue('relay.test')
  server.reply = () => null
})

async function deliverBy(relay: Partial<Relay>) {
  using mx = mxWorld({
    ...{ resolver: dns, port: 1, instead: { authorities: [authority.pem] } },
    relay: { host: 'relay.test', port: remote.port, verified: true, credentials: null, ...relay },
  })
  const { recipients, tls } = await mx.deliver('away.test')
  return [...recipients.map(({ outcome, reply }) => `${outcome} ${reply}`), tls]
}

test('its address is enough → it gets mail for every domain, and no mail host is asked for', async () => {
  expect(await deliverBy({})).toEqual(['delivered 250 2.0.0 queued', 'TLSv1.3 verified'])
  expect(server.arrived).toMatchObject([{ recipients: ['paul@away.test'], servername: 'relay.test' }])
  expect(dns.asked.filter((asked) => asked.startsWith('MX '))).toEqual([])
})

test('it asks who we are → AUTH PLAIN, under TLS', async () => {
  expect(await deliverBy({ credentials })).toEqual(['delivered 250 2.0.0 queued', 'TLSv1.3 verified'])
  const response = Buffer.from('\0departement\0mot de passe').toString('base64')
  expect(server.said).toContain(`AUTH PLAIN ${response}`)
  expect(server.said.indexOf('STARTTLS')).toBeLessThan(server.said.indexOf(`AUTH PLAIN ${response}`))
})

test('it does not know our password → deferred, and its words are told', async () => {
  server.reply = (moment) => (moment === 'AUTH' ? '535 5.7.8 no' : null)
  expect(await deliverBy({ credentials })).toEqual([
    'deferred 451 4.7.8 the relay does not know us: 535 5.7.8 no',
    '',
  ])
})

test.each([
  ['no TLS', null, /it offers no TLS/],
  ['a certificate for another name', 'elsewhere.test', /no public authority vouches for it/],
])('%s → deferred, and no password is said', async (_, name, why) => {
  server.certificate = name === null ? null : authority.issue(name)
  expect(await deliverBy({ credentials })).toEqual([expect.stringMatching(why), ''])
  expect(server.said).not.toContainEqual(expect.stringMatching(/^AUTH/))
})

test('verified: no → any TLS will do, and none as well', async () => {
  server.certificate = null
  expect(await deliverBy({ verified: false })).toEqual(['delivered 250 2.0.0 queued', ''])
})

test('it has no address now → deferred', async () => {
  expect(await deliverBy({ host: 'nowhere.test' })).toEqual([
    'deferred 451 4.4.3 the relay nowhere.test has no address',
    '',
  ])
})
