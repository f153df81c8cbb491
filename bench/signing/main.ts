// What signing one message costs, ours beside mailauth's dkimSign with the same keys. One message after the other: CPU counts
// every thread of the process.
//
//   node bench/signing/main.ts [--seconds 3] [--sizes 4096,49152,1048576]

import { parseArgs } from 'node:util'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { table } from '#cli/terminal.ts'
import { dkimSignatures } from '#mail/signing/sign.ts'
import type { SigningKey } from '#mail/signing/signing-keys.ts'
import { saulieu, saulieuKeys } from '#test/support/signing/signing-keys-of.ts'
import { percentile } from '../inbound/statistics.ts'
import { type Body, benchMessage } from './bench-message.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    sizes: { type: 'string', default: '4096,49152,1048576' },
  },
})

type Sign = (content: Buffer, keys: readonly SigningKey[]) => Promise<unknown>

const clock = { now: () => Date.now() }
const ours: Sign = (content, keys) =>
  dkimSignatures(content, saulieu, { keys: { activeOf: () => Promise.resolve(keys) }, clock })

const pems = new Map(
  saulieuKeys.map((key) => [key, String(key.privateKey.export({ type: 'pkcs8', format: 'pem' }))]),
)
const byMailauth: Sign = (content, keys) => {
  const signers = keys.map((key) => ({
    signingDomain: key.domain,
    selector: key.selector,
    privateKey: pems.get(key) ?? '',
  }))
  const [first] = signers
  if (first === undefined) throw new Error('no key')
  return dkimSign(content, { ...first, signatureData: signers })
}

interface Cost {
  readonly p50: number
  readonly p99: number
  readonly cpu: number
}

async function measure(sign: Sign, content: Buffer, keys: readonly SigningKey[]): Promise<Cost> {
  for (let warm = 0; warm < 20; warm += 1) await sign(content, keys)
  const taken: number[] = []
  const cpuBefore = process.cpuUsage()
  const until = performance.now() + Number(values.seconds) * 1000
  while (performance.now() < until) {
    const begun = performance.now()
    await sign(content, keys)
    taken.push(performance.now() - begun)
  }
  const { user, system } = process.cpuUsage(cpuBefore)
  return {
    p50: percentile(taken, 0.5),
    p99: percentile(taken, 0.99),
    cpu: (user + system) / 1000 / taken.length,
  }
}

const [rsa] = saulieuKeys
if (rsa === undefined) throw new Error('no key')
const signatures: readonly (readonly [string, readonly SigningKey[]])[] = [
  ['RSA-2048', [rsa]],
  ['RSA-2048 + Ed25519', saulieuKeys],
]
const bodies: readonly Body[] = ['text', 'attachment']
const shown = ({ p50, p99, cpu }: Cost): string =>
  [p50, p99, cpu].map((milliseconds) => milliseconds.toFixed(2)).join(' / ')

const rows: string[][] = []
for (const size of values.sizes.split(',').map(Number))
  for (const body of bodies)
    for (const [name, keys] of signatures) {
      const content = benchMessage(size, body)
      const [mine, theirs] = [await measure(ours, content, keys), await measure(byMailauth, content, keys)]
      rows.push([
        `${Math.round(size / 1024)} kB`,
        body,
        name,
        shown(mine),
        shown(theirs),
        (theirs.cpu / mine.cpu).toFixed(1),
      ])
    }
console.log(
  table([
    ['SIZE', 'BODY', 'SIGNATURES', 'OURS ms p50 / p99 / CPU', 'MAILAUTH ms p50 / p99 / CPU', 'CPU RATIO'],
    ...rows,
  ]),
)
