// One message through the real listener and what the gateway made of it: the reply, and our Authentication-Results in
// what was delivered.

import { zoneLines } from '../world/zone-lines.ts'
import type { GatewayUnderTest } from './gateway-under-test.ts'
import { type ProxiedMessage, sendProxied } from './proxied-message.ts'

export interface JudgedMessage extends Omit<ProxiedMessage, 'recipient'> {
  /** What the DNS says while it is judged. */
  readonly zone: readonly string[]
}

export interface Judgement {
  readonly reply: string
  /** The value of our Authentication-Results, unfolded; empty when nothing was delivered. */
  readonly results: string
  /** What the mailbox got. */
  readonly delivered: string
}

/** `run` must believe the PROXY headers of 127.0.0.0/8. */
export async function judge(run: GatewayUnderTest, { zone, ...asked }: JudgedMessage): Promise<Judgement> {
  run.dns.records.clear()
  for (const [question, values] of zoneLines(zone)) run.dns.records.set(question, values)
  const before = run.lmtp.delivered.length
  const reply = await sendProxied(run.port, { ...asked, recipient: 'a@ours.test' })
  const delivered = run.lmtp.delivered[before]?.message ?? ''
  return { reply, results: resultsOf(delivered), delivered }
}

/** The value of our field, unfolded. */
export const resultsOf = (delivered: string): string =>
  (/^Authentication-Results: ([\s\S]*?)\r\n(?=[^ \t])/m.exec(delivered)?.[1] ?? '').replace(/\r\n[ \t]/g, ' ')

/** Of one method: `spf=pass (comment) smtp.mailfrom=…`. */
export const resultOf = (results: string, method: string): string =>
  results.split(/;\s*/).find((each) => each.startsWith(`${method}=`)) ?? ''
