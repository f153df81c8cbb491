// The web's door to the policy: asks before a password or a code is looked at, and tells what became of it by the status of
// the answer. Whoever is refused reads the same whether the login exists or not.

import { createHmac } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { clientNetwork } from '#core/address/client-network.ts'
import type { Clock } from '#core/clock.ts'
import { type ProblemDocument, problems } from '#core/contract.ts'
import type { Secret } from '#core/secret.ts'
import { ConcurrentAttempts, type Share } from './concurrent-attempts.ts'
import { deviceName } from './device-name.ts'
import type { Attempt, Intrusion } from './intrusion.ts'
import { limits } from './policy.ts'

/** What an answer says of what was tried: right, but not a whole sign-in, is `half`; `nothing` when it was not looked at. */
export type Meaning = 'accepted' | 'half' | 'wrong' | 'nothing'

export interface Guarded {
  /** What is guessed at: an address, or a name for what has none. */
  readonly login: string
  readonly client: string
  readonly userAgent: string | null
  /** The password or code; only a short digest of it is kept. */
  readonly tried: string
  readonly meaning: (answer: Response) => Promise<Meaning>
  /** What many people of one network try each for themselves. */
  readonly ofMany?: boolean
  /** The password of whoever is signed in, asked for once more. */
  readonly confirms?: boolean
}

export type SignInGuard = (guarded: Guarded, next: () => Promise<Response>) => Promise<Response>

/** Of one login and client at once: whoever guesses must wait for the answers, and the counts with them. */
const mostAtOnce = 4
/** Of one address, and of all that may be one owner's, whatever the logins: of strangers, before anything is known of them. */
const mostOfHost = 40
const mostOfSite = 160
/** As short as Dovecot's: enough to know the same one again, too short to find it by. */
const digestDigits = 3

export function signInGuard({
  intrusion,
  clock,
  key,
}: {
  readonly intrusion: Intrusion
  readonly clock: Clock
  readonly key: Secret
}): SignInGuard {
  const underWay = new ConcurrentAttempts()
  const digestOf = ({ login, tried }: Guarded) =>
    createHmac('sha256', key.reveal())
      .update(`${login.toLowerCase()}\0${tried}`)
      .digest('hex')
      .slice(0, digestDigits)

  const guard: SignInGuard = async (guarded, next) => {
    const { login, client, userAgent, meaning, ofMany = false, confirms = false } = guarded
    const attempt: Attempt = {
      login,
      client,
      protocol: 'web',
      device: deviceName(userAgent),
      ofMany,
      confirms,
    }
    const decision = await intrusion.ask(attempt)
    if (decision.kind === 'refuse') {
      await intrusion.blocked(attempt)
      return tooMany(Math.ceil((decision.until.getTime() - clock.now()) / 1000), guessed)
    }
    if (decision.kind === 'delay') await wait(decision.milliseconds)
    const answer = await next()
    const meant = await meaning(answer)
    if (meant === 'wrong') await intrusion.refused(attempt, digestOf(guarded))
    if (meant === 'accepted') await intrusion.accepted(attempt, null)
    return answer
  }

  return async (guarded, next) => {
    using place = underWay.begin(sharesOf(guarded))
    return place === null ? tooMany(1, busy) : await guard(guarded, next)
  }
}

function sharesOf({ login, client, ofMany }: Guarded): readonly Share[] {
  const { host, site } = clientNetwork(client)
  return [
    { of: `${login.toLowerCase()} ${client}`, most: (ofMany === true ? limits.many : 1) * mostAtOnce },
    { of: `host ${host}`, most: mostOfHost },
    { of: `site ${site}`, most: mostOfSite },
  ]
}

const busy = 'Too much is being tried from this network; try again in a moment.'
const guessed = 'Too many wrong passwords from this network; try again later.'

/** 429 (RFC 6585 §4) as the panel and programs read it. */
export function tooMany(seconds: number, detail: string): Response {
  const status = problems['too-many-requests']
  const problem: ProblemDocument = {
    type: 'urn:vaguemestre:problem:too-many-requests',
    code: 'too-many-requests',
    title: 'Too many requests',
    status,
    detail,
  }
  return Response.json(problem, {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'retry-after': String(Math.max(1, seconds)),
      'cache-control': 'no-store',
    },
  })
}
