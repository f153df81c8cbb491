// DNS for one message: our own resolvers only, each question asked once.

import { Resolver } from 'node:dns/promises'
import type { RecordType } from 'dns-packet'
import { type HostPort, showHostPort } from '#core/host-port.ts'
import { askOddName, isOddName } from './odd-name.ts'

/** As `dns.resolve(name, type)`: rejects with a `code` such as ENOTFOUND. */
export type Resolve = (name: string, type: string) => Promise<string[]>

/** Asks the given servers and no other; a question is answered or fails within `timeoutMilliseconds`. */
export function dnsResolver(servers: readonly HostPort[], timeoutMilliseconds: number): Resolve {
  const tries = 2
  const perTry = Math.max(200, Math.floor(timeoutMilliseconds / tries / 2))
  const resolver = new Resolver({ timeout: perTry, tries, maxTimeout: perTry })
  resolver.setServers(servers.map(showHostPort))
  return (name, type) => {
    const asked = isOddName(name)
      ? askOddName(servers, { name, type: recordType(type) }, perTry)
      : resolver.resolve(name, type)
    // The callers read each type's own shape.
    return asked as Promise<string[]>
  }
}

/** The types that SPF, DKIM and DMARC ask for. */
const recordType = (type: string): RecordType => recordTypes.find((known) => known === type) ?? 'TXT'
const recordTypes = ['A', 'AAAA', 'CNAME', 'MX', 'PTR', 'TXT'] as const

export interface RememberedAnswers {
  readonly resolve: Resolve
  /** Names, in lower case, of questions that failed for now. */
  readonly unanswered: ReadonlySet<string>
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
  return {
    unanswered,
    resolve(name, type) {
      const question = `${type} ${name.toLowerCase()}`
      const known = asked.get(question)
      if (known !== undefined) return known
      const answer = asked.size < mostQuestions ? resolve(name, type) : Promise.reject(tooManyQuestions())
      answer.catch((error: unknown) => isAnswer(error) || unanswered.add(name.toLowerCase()))
      asked.set(question, answer)
      return answer
    },
  }
}

const tooManyQuestions = (): Error =>
  Object.assign(new Error('too many questions for one message'), { code: 'ECANCELLED' })
