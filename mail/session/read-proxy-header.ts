// Takes the PROXY header off a fresh socket; what the client sent after it stays on the socket.

import type { Socket } from 'node:net'
import { failed, ok, type Result } from '#core/result.ts'
import { parseProxyHeader } from './proxy-header.ts'

export interface ProxiedSource {
  readonly address: string
  readonly port: number
}

/** Null when the proxy speaks for itself. The caller bounds the time and closes the socket after a failure. */
export function readProxyHeader(socket: Socket): Promise<Result<ProxiedSource | null, string>> {
  return new Promise((settle) => {
    let seen: Buffer = Buffer.alloc(0)
    const finish = (result: Result<ProxiedSource | null, string>): void => {
      socket.off('readable', read).off('close', closed).off('error', closed).off('end', closed)
      socket.on('error', () => {})
      settle(result)
    }
    const closed = (): void => finish(failed('closed before the PROXY header'))
    const read = () => {
      for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) {
        seen = Buffer.concat([seen, chunk])
        const header = parseProxyHeader(seen)
        if (header.kind === 'incomplete') continue
        if (header.kind === 'invalid') return finish(failed('not a PROXY header'))
        if (seen.length > header.length) socket.unshift(seen.subarray(header.length))
        return finish(ok(header.source))
      }
    }
    socket.on('readable', read).on('close', closed).on('error', closed).on('end', closed)
    read()
  })
}
