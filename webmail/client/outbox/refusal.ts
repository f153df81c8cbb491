// Why a message did not leave, in plain words, from what a server said of it (RFC 3463 §3).

import type { Words } from '../words/fr.ts'

type Reason = keyof Words['compose']['outbox']['reasons']

const reasons: readonly (readonly [pattern: RegExp, reason: Reason])[] = [
  // Of ours: its draft was thrown away by another program.
  [/^draft-gone$/, 'gone'],
  [/\b5\.1\.[2]\b|\b5\.4\.[0-9]\b|\b556\b/, 'domain'],
  [/\b5\.1\.[0136]\b|\b5\.1\.10\b/, 'unknown'],
  [/\b[45]\.2\.2\b|\b552 5\.2\.2\b/, 'full'],
  [/\b5\.(?:2\.3|3\.4)\b|\b552\b/, 'large'],
  [/\b5\.7\.(?:0|60)\b|\b53[0-9]\b/, 'rights'],
  [/\b[45]\.7\.28\b|\b450\b|\b452\b/, 'limit'],
  [/\b5\.7\.\d+\b|\b554\b/, 'policy'],
  [/\b55[03]\b/, 'unknown'],
]

interface Refused {
  readonly reply: string
  readonly recipients: readonly string[]
}

/** That a message did not leave, and why; to whom, where it is their address and they were alone. */
export function refusedWords(subject: string, { reply, recipients }: Refused, words: Words): string {
  const { failed, failedTo, reasons, reasonsOfOne } = words.compose.outbox
  const reason = refusalOf(reply)
  const [only, ...others] = recipients
  const isAlone = only !== undefined && others.length === 0
  return isAlone && isOfAddress(reason)
    ? failedTo(subject, only, reasonsOfOne[reason])
    : failed(subject, reasons[reason])
}

/** What is wrong with an address, and with nothing else. */
const isOfAddress = (reason: Reason): reason is keyof Words['compose']['outbox']['reasonsOfOne'] =>
  reason === 'unknown' || reason === 'domain' || reason === 'full'

/** `reply`: code, enhanced code and text, as the server gave them. */
export const refusalOf = (reply: string): Reason =>
  reasons.find(([pattern]) => pattern.test(reply))?.[1] ?? 'other'
