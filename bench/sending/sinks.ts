// Mail hosts of others: one smtp-sink of Postfix at port 25 of a loopback address for each domain, and a Knot that says where
// they are. Both sides deliver to the same ones.

import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { pingSmtp } from '#daemons/smtp/ping.ts'
import { generateKnot } from '#stack/generate/knot.ts'
import { knotService } from '#stack/services/knot.ts'
import { layDaemons } from '#test/support/daemons/daemons.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { zoneText } from '#test/support/world/signed-zones.ts'

export const sinkProgram = '/usr/sbin/smtp-sink'

export interface Sinks extends AsyncDisposable {
  readonly domains: readonly string[]
  /** `127.0.0.1@port`: who answers for the domains. */
  readonly nameServer: string
  /** Messages that all of them took so far. */
  readonly taken: number
}

export async function openSinks(count: number): Promise<Sinks> {
  await using opened = new AsyncDisposableStack()
  const network = `127.${randomInt(60, 120)}.${randomInt(256)}`
  const sinks = await Promise.all(
    Array.from({ length: count }, async (_, index) =>
      opened.use(await openSink(`d${index}.test`, `${network}.${index + 1}`)),
    ),
  )
  const daemons = opened.use(
    await layDaemons({}, (installation) => ({
      ...installation,
      zones: sinks.map(({ domain, address }) => ({
        name: domain,
        text: zoneText(domain, ['@ MX 10 mx', `mx A ${address}`]),
      })),
    })),
  )
  const { installation } = daemons
  await daemons.start(knotService(installation), generateKnot(installation))
  const owned = opened.move()
  return {
    domains: sinks.map(({ domain }) => domain),
    nameServer: `127.0.0.1@${installation.ports.knot}`,
    get taken() {
      return sinks.reduce((sum, sink) => sum + sink.taken, 0)
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

interface Sink extends AsyncDisposable {
  readonly domain: string
  readonly address: string
  readonly taken: number
}

/** Counts what it took on its standard output (`-c`), and keeps nothing. */
async function openSink(domain: string, address: string): Promise<Sink> {
  const child: ChildProcess = spawn(
    'setpriv',
    ['--pdeathsig=TERM', '--', sinkProgram, '-c', '-u', 'postfix', '-m', '1000', `${address}:25`, '1000'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let taken = 0
  child.stdout?.on('data', (octets: Buffer) => {
    taken = Number(/.*mesg=(\d+)\r/s.exec(octets.toString('latin1'))?.[1] ?? taken)
  })
  const greeting = async () =>
    (await pingSmtp({ host: address, port: 25, expectsProxyHeader: false })).ok || null
  await eventually(`smtp-sink at ${address}`, greeting)
  return {
    domain,
    address,
    get taken() {
      return taken
    },
    [Symbol.asyncDispose]: async () => {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}
