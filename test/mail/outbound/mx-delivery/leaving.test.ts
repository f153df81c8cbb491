import { expect, test } from 'vitest'
import { fakeDns } from '#test/support/world/fake-dns.ts'
import { mxWorld } from '#test/support/world/mx-world.ts'
import { type RemoteMoment, remoteServers } from '#test/support/world/remote-smtp.ts'
import { zoneLines } from '#test/support/world/zone-lines.ts'

const twoHosts = [
  'away.test MX 10 mx1.away.test',
  'away.test MX 20 mx2.away.test',
  'mx1.away.test A 127.0.0.2',
  'mx2.away.test A 127.0.0.3',
]

/** The process has to stop when the first server hears that; what it then says. */
async function leavingAt(leaves: RemoteMoment, says: string | null) {
  await using dns = await fakeDns()
  for (const [key, values] of zoneLines(twoHosts)) dns.records.set(key, values)
  await using remote = await remoteServers('127.0.0.2', '127.0.0.3')
  using mx = mxWorld({ resolver: dns, port: remote.port })
  const [first, second] = remote.servers
  if (first === undefined || second === undefined) throw new Error('two servers were asked for')
  const leaving = new AbortController()
  first.reply = (moment) => {
    if (moment !== leaves) return null
    leaving.abort()
    return says
  }
  const attempt = await mx.deliver('away.test', {}, leaving.signal)
  return { attempt, arrived: first.arrived.length, second: second.said }
}

test.each<RemoteMoment>(['connect', 'EHLO', 'MAIL', 'RCPT', 'DATA'])(
  'to stop while the server is silent at %s → cut off at once, and nobody else is asked',
  async (moment) => {
    const { attempt, arrived, second } = await leavingAt(moment, 'hang')
    expect(attempt).toMatchObject({ cutOff: true, recipients: [{ outcome: 'deferred' }] })
    expect(arrived).toBe(0)
    expect(second).toEqual([])
  },
)

test('to stop when the server has the whole message → its answer is waited for', async () => {
  const { attempt, arrived } = await leavingAt('end', null)
  expect(attempt).toMatchObject({ recipients: [{ outcome: 'delivered' }] })
  expect(attempt.cutOff).toBeUndefined()
  expect(arrived).toBe(1)
})
