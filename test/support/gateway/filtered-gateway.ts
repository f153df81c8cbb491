// The real gateway with the real rspamd and clamd of one installation, and a mailbox that keeps every octet.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GatewayConfig } from '#core/config/gateway-config.ts'
import type { Installation } from '#stack/installation.ts'
import { type FakeLmtp, fakeLmtp } from '../daemons/fake-lmtp.ts'
import { type Filters, startFilters } from '../daemons/filters.ts'
import { type GatewayUnderTest, gatewayUnderTest } from './gateway-under-test.ts'
import type { SmtpDialogue } from './smtp-dialogue.ts'

export interface FilteredGateway extends AsyncDisposable {
  readonly run: GatewayUnderTest
  readonly filters: Filters
  /** What reached a mailbox; the fake of `run` gets nothing. */
  readonly lmtp: FakeLmtp
  /** Every process of rspamd and clamd: one that crashed was started again under another number. */
  processes(): Promise<readonly string[]>
  /** Everything that was written about messages: events, trace, logs of the daemons. */
  written(): Promise<string>
}

/** A minute for a scan: what a test asks is the answer and not its time. */
const timeoutSeconds = 60
/** Clamd gets a third of it for one scan. */
const scanTimeoutSeconds = 90

/** The installation with this `filtering.timeoutSeconds` in its spec. */
export const withFilteringTimeout =
  (seconds: number) =>
  (made: Installation): Installation => ({
    ...made,
    spec: { ...made.spec, filtering: { ...made.spec.filtering, timeoutSeconds: seconds } },
  })

export async function filteredGateway(
  changes: Partial<GatewayConfig> = {},
  change = withFilteringTimeout(scanTimeoutSeconds),
): Promise<FilteredGateway> {
  await using opened = new AsyncDisposableStack()
  const filters = opened.use(await startFilters(change))
  const lmtp = opened.use(await fakeLmtp())
  const { ports, paths } = filters.installation
  const host = '127.0.0.1'
  const run = opened.use(
    await gatewayUnderTest({
      rspamd: { host, port: ports.rspamd },
      clamd: { host, port: ports.clamd },
      filteringTimeoutSeconds: timeoutSeconds,
      authenticationTimeoutSeconds: timeoutSeconds,
      resolvers: [{ host: filters.dns.host, port: filters.dns.port }],
      lmtp: { host, port: lmtp.listener.port, timeoutSeconds },
      idleTimeoutSeconds: 120,
      ...changes,
    }),
  )
  const all = opened.move()
  return {
    run,
    filters,
    lmtp,
    async processes() {
      const main = [filters.rspamd.pid, filters.clamd.pid].map(String)
      const below = main.map((pid) => readFile(`/proc/${pid}/task/${pid}/children`, 'utf8'))
      const workers = (await Promise.all(below)).flatMap((text) => text.split(' ').filter(Boolean))
      return [...main, ...workers.sort()]
    },
    async written() {
      const logs = await readdir(paths.log)
      const texts = await Promise.all(logs.map((name) => readFile(join(paths.log, name), 'latin1')))
      return [JSON.stringify([run.events, run.traced, run.noticed]), ...texts].join('\n')
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

/** One message and the reply to it. */
export async function transmit(
  dialogue: SmtpDialogue,
  message: Buffer,
  recipient = 'a@ours.test',
): Promise<string> {
  await dialogue.run(
    `C: MAIL FROM:<claire@away.test>\nS: 250 2.1.0\nC: RCPT TO:<${recipient}>\nS: 250 2.1.5\nC: DATA\nS: 354`,
  )
  dialogue.send(dotStuffed(message))
  return await dialogue.reply()
}

/** Its dots doubled (RFC 5321 §4.5.2), with the line that ends data. */
export function dotStuffed(message: Buffer): Buffer {
  const text = message.toString('latin1').replace(/^\./gm, '..')
  return Buffer.from(`${text}${text.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1')
}
