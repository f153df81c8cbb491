// Incoming mail under load: unique DKIM-signed messages into a running installation, counted where they end, in Dovecot.
// Prints delivered messages a second, latency, CPU per message by service and memory.
//
//   node bench/inbound/main.ts [--messages 1000] [--size 4096] [--connections 20] [--config FILE]

import { parseArgs } from 'node:util'
import { openExisting } from '#cli/context.ts'
import { overviewOf } from '#cli/overview.ts'
import { countInboxes } from './count-inboxes.ts'
import { cpuSeconds, memoryMegabytes, processTrees } from './process-accounting.ts'
import { sendOne } from './send-one.ts'
import { signedMessages } from './signed-messages.ts'

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000' },
    size: { type: 'string', default: '4096' },
    connections: { type: 'string', default: '20' },
    config: { type: 'string' },
  },
})

const [messages, size, connections] = [values.messages, values.size, values.connections].map(Number)
if (messages === undefined || size === undefined || connections === undefined) throw new Error('unreachable')
const context = await openExisting({ config: values.config })
const { services, endpoints, demo } = await overviewOf(context)
const { smtp, imap } = endpoints
if (smtp === undefined || imap === undefined || demo === undefined)
  throw new Error('start a demonstration first: ./vaguemestre up')

const accounts = demo.accounts
const prepared = await signedMessages({
  count: messages,
  size,
  recipients: accounts.map(({ address }) => address),
  paths: context.paths,
})
const before = await countInboxes(imap, accounts)
const trees = processTrees(services)
const cpuBefore = cpuSeconds(trees)

const latencies: number[] = []
const refusals = new Map<string, number>()
let next = 0
const begun = performance.now()
await Promise.all(
  Array.from({ length: connections }, async () => {
    for (let index = next++; index < prepared.length; index = next++) {
      const message = prepared[index]
      if (message === undefined) return
      const started = performance.now()
      const reply = await sendOne(smtp, message)
      if (reply.startsWith('250')) latencies.push(performance.now() - started)
      else refusals.set(reply, (refusals.get(reply) ?? 0) + 1)
    }
  }),
)
const seconds = (performance.now() - begun) / 1000
const cpuAfter = cpuSeconds(processTrees(services))
const memory = memoryMegabytes(processTrees(services))
const delivered = (await countInboxes(imap, accounts)) - before

const sorted = latencies.toSorted((a, b) => a - b)
const percentile = (share: number): string =>
  (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1)
console.log(`${messages} messages of ${size} bytes, ${connections} connections, ${seconds.toFixed(1)} s`)
console.log(`accepted ${latencies.length}, delivered ${delivered}, ${(delivered / seconds).toFixed(1)} msg/s`)
console.log(`latency p50 ${percentile(0.5)} ms, p99 ${percentile(0.99)} ms`)
for (const [reply, count] of refusals) console.log(`not accepted ${count} times: ${reply}`)
console.log('\nservice       CPU ms/message   PSS MB')
for (const [name, used] of cpuAfter) {
  const spent = ((used - (cpuBefore.get(name) ?? 0)) * 1000) / messages
  console.log(
    `${name.padEnd(14)}${spent.toFixed(2).padStart(14)}${(memory.get(name) ?? 0).toFixed(0).padStart(9)}`,
  )
}
if (delivered !== latencies.length) {
  console.log(
    `\n${latencies.length - delivered} accepted messages are not in an inbox: they wait or are held`,
  )
  process.exitCode = 1
}
