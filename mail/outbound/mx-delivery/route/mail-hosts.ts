// The hosts that take the mail of a domain, best first (RFC 5321 §5.1, RFC 7505).

import type { Destination } from '#core/queue/queued-mail.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Ask } from '#daemons/dns/answer-cache.ts'
import { type DnsRecord, type MxRecord, questionOf } from '#daemons/dns/dns-answer.ts'
import { deferred, type MxFailure, refused } from '../mx-failure.ts'

export interface MailHost {
  readonly name: string
  readonly preference: number
}

export interface MailHosts {
  readonly hosts: readonly MailHost[]
  /** DNSSEC vouches for it, or for there being none. */
  readonly secure: boolean
}

/** More are looked at by nobody. */
const mostHosts = 10

export interface MailHostsPorts {
  readonly ask: Ask
  /** From 0 to 1, for hosts of one preference. */
  readonly random: () => number
}

export async function mailHosts(
  destination: Destination,
  { ask, random }: MailHostsPorts,
): Promise<Result<MailHosts, MxFailure>> {
  const question = questionOf(destination, 'MX')
  if (!question.ok) return failed(noSuchDomain(destination))
  const answer = await ask(question.value)
  if (answer.kind === 'failure')
    return failed(deferred('dns-unavailable', `451 4.4.3 MX of ${destination}: ${answer.code}`))
  if (answer.kind === 'none' && answer.code === 'ENOTFOUND') return failed(noSuchDomain(destination))
  const { secure } = answer
  const records = answer.kind === 'none' ? [] : answer.records.filter(isMx)
  // RFC 5321 §5.1: a domain without MX is its own host.
  if (records.length === 0) return ok({ hosts: [{ name: destination, preference: 0 }], secure })
  const named = records.filter(({ exchange }) => exchange !== '')
  if (named.length === 0)
    return failed(refused('no-such-domain', `556 5.1.10 ${destination} takes no mail (null MX)`))
  const hosts = named
    .map(({ exchange, priority }) => ({ name: exchange.toLowerCase(), preference: priority, lot: random() }))
    .sort((one, other) => one.preference - other.preference || one.lot - other.lot)
    .slice(0, mostHosts)
    .map(({ name, preference }) => ({ name, preference }))
  return ok({ hosts, secure })
}

const noSuchDomain = (destination: string): MxFailure =>
  refused('no-such-domain', `550 5.1.2 ${destination} does not exist`)

const isMx = (record: DnsRecord): record is MxRecord => typeof record === 'object' && 'exchange' in record
