// The policy of a domain as it is in force now (RFC 8461 §3.1, §3.3, §5.1): kept for as long as it says, fetched again when
// its record names another, and still in force when neither can be had, so that nobody gets rid of it by being in the way. Long
// before it ends it is fetched once more beside the mail, or whoever is in the way on its last day would have it gone.

import type { Clock } from '#core/clock.ts'
import type { StsFailure } from '#core/deliverability/tls-session.ts'
import { LruCache } from '#core/lru-cache.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Ask } from '#daemons/dns/answer-cache.ts'
import { type DnsRecord, questionOf } from '#daemons/dns/dns-answer.ts'
import type { NotFetched } from './fetch-sts-policy.ts'
import { parseStsPolicy, type StsPolicy, stsId } from './mta-sts-policy.ts'

export interface KeptPolicy extends StsPolicy {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly fetchedAt: number
}

/** Where policies outlive a process. */
export interface PolicyStore {
  find(domain: string): Promise<KeptPolicy | null>
  keep(domain: string, policy: KeptPolicy): Promise<void>
}

export interface StsPoliciesPorts {
  readonly ask: Ask
  readonly clock: Clock
  readonly store: PolicyStore
  readonly fetch: (domain: string) => Promise<Result<string, Pick<NotFetched, 'failure'>>>
}

/** §3.3: who could not fetch it waits for so long before asking again. */
const fetchedAgainMilliseconds = 5 * 60_000
const mostFailures = 10_000

/** §3.3: once a day; a policy that asks for less than two days is fetched at half its age. */
const refreshedMilliseconds = 24 * 60 * 60_000
/** At the same time, whatever the mail: the others come with a later message. */
const mostRefreshing = 4

export interface StsInForce {
  /** Null: nothing is demanded. */
  readonly policy: StsPolicy | null
  /** Why there is none where one is announced: the mail goes as if there were none, and the domain is told (RFC 8461 §3.3, §6). */
  readonly failure: StsFailure | null
}

export type PolicyFor = (domain: string) => Promise<StsInForce>

/** Asks and fetches each domain once at a time. Rejects when the store does. */
export function stsPolicies({ ask, clock, store, fetch }: StsPoliciesPorts): PolicyFor {
  const failures = new LruCache<{ readonly id: string; readonly at: number; readonly as: StsFailure }>(
    mostFailures,
  )
  const underWay = new Map<string, Promise<StsInForce>>()
  const refreshing = new Set<string>()

  async function fetched(domain: string, id: string): Promise<Result<KeptPolicy, StsFailure>> {
    const failure = failures.get(domain)
    const now = clock.now()
    if (failure?.id === id && Math.abs(now - failure.at) < fetchedAgainMilliseconds) return failed(failure.as)
    const text = await fetch(domain)
    const policy = text.ok ? parseStsPolicy(text.value) : text
    if (!policy.ok) {
      const as = text.ok ? 'sts-policy-invalid' : text.error.failure
      failures.set(domain, { id, at: now, as })
      return failed(as)
    }
    const kept = { ...policy.value, id, fetchedAt: now }
    await store.keep(domain, kept)
    return ok(kept)
  }

  /** Mail goes by what is kept meanwhile. A store that is down is met by the next message, which waits for it. */
  function refresh(domain: string, { id, fetchedAt, maxAgeSeconds }: KeptPolicy): void {
    const wait = Math.min(refreshedMilliseconds, maxAgeSeconds * 500)
    if (clock.now() - fetchedAt < wait || refreshing.has(domain) || refreshing.size >= mostRefreshing) return
    refreshing.add(domain)
    void fetched(domain, id)
      .catch(() => null)
      .finally(() => refreshing.delete(domain))
  }

  async function inForce(domain: string): Promise<StsInForce> {
    const [id, known] = await Promise.all([announced(domain, ask), store.find(domain)])
    const kept = known !== null && isAlive(known, clock.now()) ? known : null
    if (id === null || id === kept?.id) {
      if (kept !== null) refresh(domain, kept)
      return { policy: kept, failure: null }
    }
    const renewed = await fetched(domain, id)
    if (renewed.ok) return { policy: renewed.value, failure: null }
    return { policy: kept, failure: kept === null ? renewed.error : null }
  }

  return (domain) => {
    const asked = underWay.get(domain) ?? inForce(domain).finally(() => underWay.delete(domain))
    underWay.set(domain, asked)
    return asked
  }
}

async function announced(domain: string, ask: Ask): Promise<string | null> {
  const question = questionOf(`_mta-sts.${domain}`, 'TXT')
  if (!question.ok) return null
  const answer = await ask(question.value)
  return answer.kind === 'records' ? stsId(answer.records.filter(isText).map((text) => text.join(''))) : null
}

const isText = (record: DnsRecord): record is readonly string[] => Array.isArray(record)

/** A clock that was set back makes nothing younger. */
const isAlive = ({ fetchedAt, maxAgeSeconds }: KeptPolicy, now: number): boolean =>
  now >= fetchedAt && now < fetchedAt + maxAgeSeconds * 1000

/** For one process: the most recently used. */
export function policiesInMemory(most = 10_000): PolicyStore {
  const policies = new LruCache<KeptPolicy>(most)
  return {
    find: async (domain) => policies.get(domain) ?? null,
    keep: async (domain, policy) => policies.set(domain, policy),
  }
}
