// A connection to our own SMTP listener. Where the listener expects the PROXY protocol from this machine, we say that we
// speak for ourselves (`PROXY UNKNOWN`, version 1): it then takes the address it sees.

import { createConnection, type Socket } from 'node:net'
import type { HostPort } from '#core/address/host-port.ts'

export interface OwnListener extends HostPort {
  readonly expectsProxyHeader: boolean
  readonly localAddress?: string
}

/** Connects at once; the caller handles `error` and closes it. */
export function openSmtpSocket({ host, port, localAddress, expectsProxyHeader }: OwnListener): Socket {
  const socket = createConnection({ host, port, ...(localAddress === undefined ? {} : { localAddress }) })
  if (expectsProxyHeader) socket.write('PROXY UNKNOWN\r\n')
  return socket
}
