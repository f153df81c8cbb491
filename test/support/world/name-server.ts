// A name server on the loopback, by UDP and TCP on one port, whose every answer a test writes itself.

import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { decode, encode, type Packet, type Question, streamEncode } from 'dns-packet'

export interface Asked {
  readonly over: 'udp' | 'tcp'
  readonly id: number
  readonly question: Question
  /** Where the question came from. */
  readonly port: number
}

/** What is added to a right answer; nothing at all; or packets as they are, one after the other. */
export type Said = Partial<Packet> | null | readonly Buffer[]

export interface NameServer extends AsyncDisposable {
  readonly host: string
  readonly port: number
  readonly asked: Asked[]
}

export async function nameServer(answer: (asked: Asked) => Said | Promise<Said>): Promise<NameServer> {
  const asked: Asked[] = []
  const hear = (over: Asked['over'], packet: Buffer, port: number): Asked => {
    const { id = 0, questions: [question] = [] } = decode(packet)
    if (question === undefined) throw new Error('nothing was asked')
    const heard = { over, id, question, port }
    asked.push(heard)
    return heard
  }
  const connections = new Set<Socket>()
  const tcp = createServer((socket) => {
    connections.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('data', async (octets) => {
      const heard = hear('tcp', octets.subarray(2), socket.remotePort ?? 0)
      const said = await answer(heard)
      if (said === null || isPackets(said)) return
      // In two pieces: the end of one is not the end of the message.
      const whole = streamEncode(response(heard, said))
      socket.write(whole.subarray(0, 5), () => socket.write(whole.subarray(5)))
    })
  }).listen(0, '127.0.0.1')
  await once(tcp, 'listening')
  const address = tcp.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const udp = createSocket('udp4').bind(port, '127.0.0.1')
  await once(udp, 'listening')
  udp.on('message', async (packet, peer) => {
    const heard = hear('udp', packet, peer.port)
    const said = await answer(heard)
    if (said === null) return
    for (const one of isPackets(said) ? said : [encode(response(heard, said))])
      udp.send(one, peer.port, peer.address)
  })
  return {
    host: '127.0.0.1',
    port,
    asked,
    async [Symbol.asyncDispose]() {
      for (const socket of connections) socket.destroy()
      tcp.close()
      udp.close()
      await Promise.all([once(tcp, 'close'), once(udp, 'close')])
    },
  }
}

const isPackets = (said: Partial<Packet> | readonly Buffer[]): said is readonly Buffer[] =>
  Array.isArray(said)

/** A right answer to what was asked, with `said` in the place of what it names. */
export const response = ({ id, question }: Asked, said: Partial<Packet>): Packet => ({
  type: 'response',
  id,
  flags: 0x0180,
  questions: [question],
  ...said,
})

/** `name A address` that lives for `ttl` seconds. */
export const addressRecord = (name: string, data: string, ttl = 60) => ({
  type: 'A' as const,
  name,
  ttl,
  data,
})

/** What stands beside an absence that is known for the shorter of both times. */
export const soaRecord = (
  name: string,
  { ttl, minimum }: { readonly ttl: number; readonly minimum: number },
) => ({
  type: 'SOA' as const,
  name,
  ttl,
  data: { mname: 'ns.test', rname: 'root.test', serial: 1, refresh: 1, retry: 1, expire: 1, minimum },
})
