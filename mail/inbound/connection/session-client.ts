// The client of a session in our own words.

import { TLSSocket } from 'node:tls'
import type { Client } from '../stages.ts'
import type { GatewayConnection } from './gateway-connection.ts'

export function sessionClient(connection: GatewayConnection): Client {
  const { _socket: socket, session } = connection
  return {
    session: connection.id,
    address: connection.remoteAddress,
    helo: session.hostNameAppearsAs,
    extended: session.openingCommand === 'EHLO',
    tls:
      socket instanceof TLSSocket
        ? {
            version: socket.getProtocol() ?? 'TLS',
            cipher: socket.getCipher().standardName ?? socket.getCipher().name,
          }
        : null,
  }
}
