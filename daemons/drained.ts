// Back-pressure: waits until a socket takes more, or will never take anything again.

import type { Socket } from 'node:net'

/** Resolves on `drain` and on `close`; leaves no listener behind. */
export function drained(socket: Socket): Promise<void> {
  if (socket.destroyed || !socket.writableNeedDrain) return Promise.resolve()
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done).off('close', done)
      resolve()
    }
    socket.on('drain', done).on('close', done)
  })
}
