import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { BeginningSockets } from '#mail/session/beginning-sockets.ts'

const filled = (...owners: readonly string[]) => {
  const beginning = new BeginningSockets()
  const sockets = owners.map((owner) => {
    const socket = new Socket()
    beginning.count(socket, owner)
    return socket
  })
  return { beginning, sockets }
}

test('one address has them all → its oldest makes room for another address, not for its own next', () => {
  const { beginning, sockets } = filled('a', 'a', 'a')
  expect(beginning.inTheWayOf('b')).toBe(sockets[0])
  expect(beginning.inTheWayOf('a')).toBeNull()
})

test('as many for each → nobody makes room', () => {
  expect(filled('a', 'b').beginning.inTheWayOf('c')).toBeNull()
  expect(filled('a', 'a', 'b').beginning.inTheWayOf('b')).toBeNull()
})

test('a header names the client → the proxy has one less, the client one more', () => {
  const { beginning, sockets } = filled('proxy', 'proxy', 'proxy')
  for (const socket of sockets) beginning.count(socket, 'client')
  expect(beginning.inTheWayOf('proxy')).toBe(sockets[0])
  for (const socket of sockets) beginning.forget(socket)
  expect(beginning.inTheWayOf('proxy')).toBeNull()
})
