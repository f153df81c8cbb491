// Answers of our resolver, kept for as long as they live and no longer (RFC 1035 §3.2.1; RFC 2308 for what does not exist).
// A failure is never kept, nor what lives for 0 seconds. The least recently used make room.

import type { Clock } from '#core/clock.ts'
import type { DnsAnswer, Known, Question } from './dns-answer.ts'

export type Ask = (question: Question) => Promise<DnsAnswer>

export interface AnswerCacheOptions {
  readonly ask: Ask
  readonly clock: Clock
  /** However long an answer lives. */
  readonly longestSeconds: number
  readonly mostAnswers: number
  /** Of the messages that said them. */
  readonly mostOctets: number
}

interface Kept {
  readonly answer: DnsAnswer
  readonly octets: number
  readonly askedAt: number
  readonly milliseconds: number
}

/** One question under way is shared by all who ask it meanwhile. Never rejects. */
export function answerCache({
  ask,
  clock,
  longestSeconds,
  mostAnswers,
  mostOctets,
}: AnswerCacheOptions): Ask {
  /** The least recently used first. */
  const kept = new Map<string, Kept>()
  const underWay = new Map<string, Promise<DnsAnswer>>()
  let octets = 0

  function forget(key: string): void {
    octets -= kept.get(key)?.octets ?? 0
    kept.delete(key)
  }

  function keep(key: string, entry: Kept): void {
    forget(key)
    kept.set(key, entry)
    octets += entry.octets
    for (const oldest of kept.keys()) {
      if (kept.size <= mostAnswers && octets <= mostOctets) break
      forget(oldest)
    }
  }

  async function askAndKeep(key: string, question: Question): Promise<DnsAnswer> {
    // From the asking on: no answer is ever thought younger than it is.
    const askedAt = clock.now()
    try {
      const answer = await ask(question)
      const { seconds, octets }: Known = answer.kind === 'failure' ? unknown : answer.known
      const milliseconds = Math.min(seconds, longestSeconds) * 1000
      if (milliseconds > 0) keep(key, { answer, octets: octets + key.length, askedAt, milliseconds })
      return answer
    } finally {
      underWay.delete(key)
    }
  }

  return (question) => {
    const key = `${question.type} ${question.name}`
    const known = kept.get(key)
    if (known !== undefined && isAlive(known, clock.now())) {
      kept.delete(key)
      kept.set(key, known)
      return Promise.resolve(known.answer)
    }
    forget(key)
    const asked = underWay.get(key) ?? askAndKeep(key, question)
    underWay.set(key, asked)
    return asked
  }
}

const unknown: Known = { seconds: 0, octets: 0 }

/** A clock that was set back makes nothing younger. */
const isAlive = ({ askedAt, milliseconds }: Kept, now: number): boolean =>
  now >= askedAt && now < askedAt + milliseconds
