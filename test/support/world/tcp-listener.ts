// A real listener on a free port of the loopback, for fakes of daemons.

import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

export interface TcpListener extends AsyncDisposable {
  readonly host: string
  readonly port: number
  /** Connections taken so far. */
  readonly taken: number
  /** Connections there are now. */
  readonly open: number
  /** Closes them, each after its last words, and goes on listening. */
  closeAll(last?: string): void
}

export async function tcpListener(serve: (socket: Socket) => void): Promise<TcpListener> {
  const sockets = new Set<Socket>()
  let taken = 0
  const server = createServer((socket) => {
    taken += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    serve(socket)
  })
  const closeAll = (last = ''): void => {
    for (const socket of sockets)
      if (last === '') socket.destroy()
      else socket.end(last)
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    get taken() {
      return taken
    },
    get open() {
      return sockets.size
    },
    closeAll,
    async [Symbol.asyncDispose]() {
      closeAll()
      if (!server.listening) return
      server.close()
      await once(server, 'close')
    },
  }
}
