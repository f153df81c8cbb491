// `POST /auth-policy?command=allow|report`: Dovecot asks before it looks at a password, again once it was right, and tells
// what became of it. A database that does not answer lets everybody try: passwords still decide.

import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import type { Intrusion } from '#identity/intrusion/intrusion.ts'
import { type PolicyQuestion, readPolicyQuestion } from './policy-question.ts'

export interface PolicyHook {
  /** Known to Dovecot and to us: any local user can reach the port. */
  readonly token: Secret
  readonly intrusion: Intrusion
  /** Logs in every few seconds; what it does right is no news. */
  readonly probe: string
  readonly clock: Clock
  readonly log: Log
}

export interface PolicyAnswer {
  /** HTTP. */
  readonly status: 200 | 400 | 403
  /** 0: go on. Above: wait so many seconds first. -1: refuse. */
  readonly verdict: { readonly status: number; readonly msg: string }
}

const goOn = { status: 0, msg: '' }
/** Dovecot goes on with this as well, and does not look at the words; `doctor` does. */
export const notJudged = { status: 0, msg: 'not judged' }
/** ASCII, as IMAP and SMTP want it; the same whether the login exists or not. */
const refusal = {
  status: -1,
  msg: 'Trop de mots de passe errones depuis ce reseau, reessayez plus tard (too many wrong passwords, try again later)',
}
const mostBodyBytes = 16_384
const sameCauseMilliseconds = 60_000

export function policyAnswers(hook: PolicyHook) {
  let told = -sameCauseMilliseconds
  return async (request: IncomingMessage, command: string | null): Promise<PolicyAnswer> => {
    const { authorization = '' } = request.headers
    if (!isSame(authorization, `Bearer ${hook.token.reveal()}`)) return { status: 403, verdict: goOn }
    const text = await bodyOf(request)
    if (text === null) return { status: 400, verdict: goOn }
    const question = readPolicyQuestion(text)
    if (question === null) return { status: 200, verdict: goOn }
    try {
      if (command === 'allow') return { status: 200, verdict: await mayTry(hook, question) }
      await report(hook, question)
    } catch (error) {
      const now = hook.clock.now()
      if (now - told >= sameCauseMilliseconds) {
        told = now
        const cause = error instanceof Error ? error.message : 'unknown'
        hook.log.warn({ event: 'component.unavailable', component: 'auth-policy', cause })
      }
      return { status: 200, verdict: notJudged }
    }
    return { status: 200, verdict: goOn }
  }
}

async function mayTry({ intrusion }: PolicyHook, { attempt, credential }: PolicyQuestion) {
  const decision = await intrusion.ask(attempt)
  if (decision.kind === 'refuse') return refusal
  // Asked the second time, only a block that came meanwhile matters: the wait is over.
  const waits = decision.kind === 'delay' && credential === null
  return waits ? { status: Math.ceil(decision.milliseconds / 1000), msg: '' } : goOn
}

async function report({ intrusion, probe }: PolicyHook, question: PolicyQuestion): Promise<void> {
  const { attempt, credential, digest, outcome } = question
  if (outcome === 'wrong') await intrusion.refused(attempt, digest)
  if (outcome === 'blocked') await intrusion.blocked(attempt)
  if (outcome === 'accepted' && attempt.login !== probe)
    await intrusion.accepted(attempt, credential === attempt.login.toLowerCase() ? null : credential)
}

/** Digests have one length, so that the time taken says nothing about the token. */
const isSame = (given: string, expected: string): boolean =>
  timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(expected).digest())

/** Null when there is more than any login has to say, or it broke off. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of request) {
      if (!Buffer.isBuffer(part)) return null
      size += part.length
      if (size > mostBodyBytes) return null
      parts.push(part)
    }
  } catch {
    return null
  }
  return Buffer.concat(parts).toString()
}
