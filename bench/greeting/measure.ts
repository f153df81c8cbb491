// What a greeting delay costs those who wait for the greeting, and whom it catches of those who do not. The real gateway in
// this very process, so the figures are for both sides together.

import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { percentile } from '../inbound/statistics.ts'

export interface GreetingFigures {
  /** Milliseconds from the connection to the greeting, one client at a time. */
  readonly p50: number
  readonly p99: number
  /** Greeted and gone, so many clients at once. */
  readonly perSecond: number
  /** Shares of clients that were found out: those who talk with their first segment, and those who talk a little later. */
  readonly caughtAtOnce: number
  readonly caughtLater: number
}

const atOnce = 100
const impatientMilliseconds = 50

export async function measureGreeting(delayMilliseconds: number, seconds: number): Promise<GreetingFigures> {
  await using run = await gatewayUnderTest({
    greetingDelayMilliseconds: delayMilliseconds,
    maxConnections: 10_000,
    maxConnectionsPerAddress: 10_000,
    maxConnectionsPerNetwork: 10_000,
  })
  const until = performance.now() + seconds * 1000
  const waited: number[] = []
  while (performance.now() < until) waited.push(await greeted(run.port))
  const begun = performance.now()
  let served = 0
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (; performance.now() < begun + seconds * 1000; served += 1) await greeted(run.port)
    }),
  )
  return {
    p50: percentile(waited, 0.5),
    p99: percentile(waited, 0.99),
    perSecond: (served * 1000) / (performance.now() - begun),
    caughtAtOnce: await caught(run.port, 0),
    caughtLater: await caught(run.port, impatientMilliseconds),
  }
}

function greeted(port: number): Promise<number> {
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    let waited = 0
    const socket = connect(port, '127.0.0.1')
    socket.once('data', () => {
      waited = performance.now() - begun
      socket.end('QUIT\r\n')
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(waited))
  })
}

async function caught(port: number, afterMilliseconds: number): Promise<number> {
  const clients = 200
  const replies = await Promise.all(
    Array.from({ length: clients }, async (_, index) => {
      // Not all in the same turn: the last would wait longer than the delay for their own connection.
      await pause(index * 5)
      return talksFirst(port, afterMilliseconds)
    }),
  )
  return replies.filter((reply) => reply.startsWith('554')).length / clients
}

function talksFirst(port: number, afterMilliseconds: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      const talk = (): void => void socket.write('EHLO early.test\r\n')
      if (afterMilliseconds === 0) talk()
      else setTimeout(talk, afterMilliseconds)
    })
    socket.setEncoding('latin1')
    socket.once('data', (reply: string) => {
      resolve(reply)
      setTimeout(() => socket.destroy(), afterMilliseconds)
    })
    socket.on('error', reject)
  })
}
