// Whether the world can see the record of a key: nothing is signed with a key before.

import type { DkimKey } from '#core/deliverability/dkim-key.ts'
import { type DnsAnswer, type Question, questionOf } from '#daemons/dns/dns-answer.ts'
import { dkimRecordName, publishes } from '#dns/dkim-record.ts'
import type { RecordSeen } from './rotation.ts'

/** Of `StubResolver`: never rejects. */
export type AskDns = (question: Question) => Promise<DnsAnswer>

export async function isRecordPublished(ask: AskDns, key: DkimKey): Promise<RecordSeen> {
  const question = questionOf(`${dkimRecordName(key)}.${key.domain}`, 'TXT')
  // A name too long for the DNS cannot be published.
  if (!question.ok) return 'missing'
  const answer = await ask(question.value)
  if (answer.kind === 'failure') return 'unknown'
  if (answer.kind === 'none') return 'missing'
  const texts = answer.records.flatMap((record) => (Array.isArray(record) ? [record.join('')] : []))
  return publishes(texts, key) ? 'shown' : 'different'
}
