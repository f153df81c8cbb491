// Writes octets that their owner takes back afterwards, as a reader of a spooled body does with its one buffer.

import type { Writable } from 'node:stream'

/** Resolves when nobody needs the octets any more: they are on their way, or `to` will never take anything again. */
export function writeFlushed(to: Writable, octets: Buffer): Promise<void> {
  if (to.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    const done = (): void => {
      to.off('close', done)
      resolve()
    }
    to.on('close', done)
    to.write(octets, done)
  })
}
