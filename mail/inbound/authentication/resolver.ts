// DNS for one message: our own resolvers only, each question asked once; what they answer is kept for other messages for
// as long as it lives.

import type { HostPort } from '#core/address/host-port.ts'
import type { Clock } from '#core/clock.ts'
import { answerCache } from '#daemons/dns/answer-cache.ts'
import { type DnsAnswer, type DnsRecord, questionOf } from '#daemons/dns/dns-answer.ts'
import { StubResolver } from '#daemons/dns/stub-resolver.ts'

/** As `dns.resolve(name, type)`: rejects with a `code` such as ENOTFOUND. */
export type Resolve = (name: string, type: string) => Promise<string[]>

export interface DnsResolver extends Disposable {
  readonly resolve: Resolve
}

export interface DnsResolverOptions {
  readonly servers: readonly HostPort[]
  /** A question is answered or fails within half of it for each server. */
  readonly timeoutMilliseconds: number
  readonly clock: Clock
}

/**
 * Messages that come together share what they ask. Not for longer: unbound has the answers too, and the message after it
 * went away must be deferred, not judged by what it said before.
 */
const longestSeconds = 0.2
const mostAnswers = 10_000
const mostOctets = 8 << 20

/** Asks the given servers and no other. */
export function dnsResolver({ servers, timeoutMilliseconds, clock }: DnsResolverOptions): DnsResolver {
  const tries = 2
  const tryMilliseconds = Math.max(200, Math.floor(timeoutMilliseconds / tries / 2))
  const stub = new StubResolver({ servers, tries, tryMilliseconds, clock })
  const ask = answerCache({
    ask: (question) => stub.ask(question),
    clock,
    longestSeconds,
    mostAnswers,
    mostOctets,
  })
  return {
    async resolve(name, type) {
      const question = questionOf(name, type)
      if (!question.ok) throw failure(question.error, name, type)
      const answer = await ask(question.value)
      // The callers read each type's own shape.
      return recordsOf(answer, name, type) as string[]
    },
    [Symbol.dispose]: () => stub[Symbol.dispose](),
  }
}

/** The caller's own: what is kept for others stays as it is. */
function recordsOf(answer: DnsAnswer, name: string, type: string): unknown[] {
  if (answer.kind !== 'records') throw failure(answer.code, name, type)
  return answer.records.map(copied)
}

function copied(record: DnsRecord): unknown {
  if (typeof record === 'string') return record
  return Array.isArray(record) ? [...record] : { ...record }
}

const failure = (code: string, name: string, type: string): Error =>
  Object.assign(new Error(`${type} ${code} ${name}`), { code })

export interface RememberedAnswers {
  readonly resolve: Resolve
  /** For an answer that is there when it is asked for; one that nobody asks for changes nothing. */
  readonly askAhead: (name: string, type: string) => void
  /** Names, in lower case, of questions that failed for now. */
  readonly unanswered: ReadonlySet<string>
  /** Questions were left out, for the message makes us ask too many. */
  readonly isCut: boolean
}

/** RFC 8020 and RFC 2308: there is no such name, or no such record; or it cannot be a name at all. */
const isAnswer = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(ENOTFOUND|ENODATA|EBADNAME)$/.test(String(error.code))

/**
 * RFC 7208 §4.6.4 and RFC 9989 §4.10 bound what SPF and DMARC ask; the number of signatures is the sender's, and whoever
 * writes a thousand must not make us ask a thousand names.
 */
const mostQuestions = 300

/** Each question is asked once; answers are remembered, failures included, for as long as the result lives. */
export function rememberAnswers(resolve: Resolve): RememberedAnswers {
  const asked = new Map<string, Promise<string[]>>()
  const unanswered = new Set<string>()
  let isCut = false
  const once = (name: string, type: string): Promise<string[]> => {
    const question = `${type} ${name.toLowerCase()}`
    const known = asked.get(question)
    if (known !== undefined) return known
    isCut ||= asked.size >= mostQuestions
    const answer = isCut ? Promise.reject(tooManyQuestions()) : resolve(name, type)
    asked.set(question, answer)
    return answer
  }
  return {
    unanswered,
    get isCut() {
      return isCut
    },
    resolve(name, type) {
      const answer = once(name, type)
      answer.catch((error: unknown) => isAnswer(error) || unanswered.add(name.toLowerCase()))
      return answer
    },
    askAhead: (name, type) => void once(name, type).catch(() => null),
  }
}

const tooManyQuestions = (): Error =>
  Object.assign(new Error('too many questions for one message'), { code: 'ECANCELLED' })
