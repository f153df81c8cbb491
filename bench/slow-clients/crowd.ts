// Clients that only take up room: idle ones say EHLO and then nothing, slow ones stand in DATA, begin with a burst and go on
// line by line. Each comes from a /24 of its own, as the machines of a botnet do.

import { createConnection, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { HostPort } from '#core/address/host-port.ts'

export interface CrowdOptions {
  readonly idle: number
  readonly slow: number
  /** What a slow client sends at once before it gets slow. */
  readonly burstBytes: number
  readonly recipient: string
}

export interface Crowd extends Disposable {
  /** Those that the server has not closed. */
  readonly open: number
}

const line = `${'Le conseil municipal se réunira jeudi soir. '.repeat(2)}\r\n`
const lineEveryMilliseconds = 1000
const settleMilliseconds = 2000

/** Resolves once all have said what they have to say at first, and the server had time to take it. */
export async function gatherCrowd(to: HostPort, options: CrowdOptions): Promise<Crowd> {
  const { idle, slow, burstBytes, recipient } = options
  const greeting = ['EHLO idle.test\r\n']
  const envelope = ['EHLO slow.test\r\n', 'MAIL FROM:<>\r\n', `RCPT TO:<${recipient}>\r\n`, 'DATA\r\n']
  const sockets = await Promise.all([
    ...Array.from({ length: idle }, (_, index) => arrive(to, `127.1.${index % 256}.1`, greeting)),
    ...Array.from({ length: slow }, (_, index) => arrive(to, `127.2.${index % 256}.1`, envelope)),
  ])
  const slowOnes = sockets.slice(idle)
  const burst = `From: slow@slow.test\r\n\r\n${line.repeat(Math.ceil(burstBytes / line.length))}`
  await Promise.all(slowOnes.map((socket) => new Promise((sent) => socket.write(burst, sent))))
  await pause(settleMilliseconds)
  const trickle = setInterval(() => {
    for (const socket of slowOnes) if (socket.writable) socket.write(line)
  }, lineEveryMilliseconds)
  return {
    get open() {
      return sockets.filter(({ destroyed, readable }) => !destroyed && readable).length
    },
    [Symbol.dispose]() {
      clearInterval(trickle)
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Connects and speaks, each line after the reply to the one before. Rejects when it is refused. */
function arrive(to: HostPort, localAddress: string, lines: readonly string[]): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ ...to, localAddress })
    let said = 0
    let seen = ''
    socket.setEncoding('latin1')
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('closed')))
    socket.on('data', (chunk: string) => {
      seen += chunk
      const reply = /(?:^|\r\n)(\d{3}) [^\r\n]*\r\n$/.exec(seen)
      if (reply === null) return
      seen = ''
      const next = lines[said]
      said += 1
      if (!/^[23]/.test(reply[1] ?? '')) reject(new Error(reply[0].trim()))
      else if (next === undefined) resolve(socket)
      else socket.write(next)
    })
  })
}
