// An answer that is on its way all the time and never ends: whoever waits for the next octet only waits for ever.

import type { Socket } from 'node:net'

const everyMilliseconds = 20

/** Writes `first`, then one octet after the other until the other side has had enough. */
export function trickle(socket: Socket, first: string): void {
  socket.write(first)
  const timer = setInterval(() => void socket.write(' '), everyMilliseconds)
  socket.on('error', () => socket.destroy())
  socket.on('close', () => clearInterval(timer))
}
