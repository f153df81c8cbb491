import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { clientNetwork } from '#core/address/client-network.ts'
import { PendingSockets } from '#mail/session/pending-sockets.ts'

const filled = (...owners: readonly string[]) => {
  const beginning = new PendingSockets()
  const sockets = owners.map((owner) => {
    const socket = new Socket()
    beginning.count(socket, clientNetwork(owner))
    return socket
  })
  const inTheWayOf = (owner: string) => beginning.inTheWayOf(clientNetwork(owner))
  return { beginning, sockets, inTheWayOf }
}

const attacker = '198.51.100.1'
const client = '192.0.2.7'

test('one address has them all → its oldest makes room for another address, not for its own next', () => {
  const { sockets, inTheWayOf } = filled(attacker, attacker, attacker)
  expect(inTheWayOf(client)).toBe(sockets[0])
  expect(inTheWayOf(attacker)).toBeNull()
})

test('one each from many addresses → the oldest of the network that has the most makes room', () => {
  const { sockets, inTheWayOf } = filled('203.0.113.1', '198.51.100.1', '198.51.100.2', '203.0.113.2', client)
  expect(inTheWayOf('192.0.2.8')).toBe(sockets[0])
  expect(filled(client, '198.51.100.1', '198.51.100.2').inTheWayOf('192.0.2.8')).not.toBeNull()
  const fewer = filled('203.0.113.1', '198.51.100.1', '198.51.100.2')
  expect(fewer.inTheWayOf(client)).toBe(fewer.sockets[1])
})

test('one each from many /64 of one /48 → the oldest makes room', () => {
  const { sockets, inTheWayOf } = filled('2001:db8:9:1::1', '2001:db8:1:1::1', '2001:db8:1:2::1')
  expect(inTheWayOf('2001:db8:7::1')).toBe(sockets[1])
})

test('as many for each, none yet for the next → the oldest of all makes room', () => {
  const { beginning, sockets, inTheWayOf } = filled(attacker, '203.0.113.1')
  expect(inTheWayOf(client)).toBe(sockets[0])
  expect(inTheWayOf(attacker)).toBeNull()
  // It came again, and is not the oldest any more.
  if (sockets[0] !== undefined) beginning.count(sockets[0], clientNetwork(attacker))
  expect(inTheWayOf(client)).toBe(sockets[1])
})

test('the network with the most has another address → that one makes room, never an address with fewer', () => {
  const { sockets, inTheWayOf } = filled('192.0.2.8', '192.0.2.9', '192.0.2.9', client)
  expect(inTheWayOf(client)).toBe(sockets[1])
})

test('a header names the client → the proxy has one less, the client one more', () => {
  const { beginning, sockets, inTheWayOf } = filled(attacker, attacker, attacker)
  for (const socket of sockets) beginning.count(socket, clientNetwork(client))
  expect(inTheWayOf(attacker)).toBe(sockets[0])
  for (const socket of sockets) beginning.forget(socket)
  expect(inTheWayOf(attacker)).toBeNull()
})
