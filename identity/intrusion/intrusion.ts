// The one place where every door asks before a password is looked at, and tells what became of it: the policy beside it,
// on counts that all processes share.

import { clientNetwork } from '#core/address/client-network.ts'
import type { AlertFacts } from '#core/alert-facts.ts'
import type { Clock } from '#core/clock.ts'
import type { SignInAttempt } from '#db/stores/security/sign-in-attempt.ts'
import type { Counted, FailureSpans } from '#db/stores/security/sign-in-failures.ts'
import type { SignIns } from '#db/stores/security/sign-ins.ts'
import { blockFor, type Decision, decide, isDistributed, isStuffing, limits } from './policy.ts'

/** A client that tries to sign in. */
export type Attempt = Omit<SignInAttempt, 'network'> & {
  /** Counts what many people of one network try each for themselves: limits are wider, and no row tells of each try. */
  readonly ofMany?: boolean
  /** Who signed in already is asked for the password once more: counted, but no row, for nobody was let in or turned away. */
  readonly confirms?: boolean
}

export interface Intrusion {
  ask(attempt: Attempt): Promise<Decision>
  /** `appPassword`: selector of the one that opened it; null for another way. */
  accepted(attempt: Attempt, appPassword: string | null): Promise<void>
  /** The password was wrong; `digest` tells it from others, and is too short to find it by. */
  refused(attempt: Attempt, digest: string): Promise<void>
  /** Turned away by `ask`. */
  blocked(attempt: Attempt): Promise<void>
}

const spans: FailureSpans = {
  windowMilliseconds: limits.windowMilliseconds,
  blockMemoryMilliseconds: limits.blockMemoryMilliseconds,
  stuffingMilliseconds: limits.stuffingMilliseconds,
  distributedMilliseconds: limits.distributed.milliseconds,
}

/** Phones come back all day: one row says as much as thirty. */
const quietMilliseconds = 5 * 60_000
const quietAlertMilliseconds = 60 * 60_000

export const sweepFailures = (signIns: SignIns, now: Date): Promise<number> => signIns.sweep(now, spans)

export function openIntrusion(signIns: SignIns, clock: Clock): Intrusion {
  const now = () => new Date(clock.now())
  return {
    async ask(attempt) {
      const at = now()
      const standing = await signIns.standing(tryOf(attempt), at, spans)
      return decide({ ...standing, failures: weighed(attempt, standing.failures) }, at)
    },
    async accepted(attempt, appPassword) {
      const tried = tryOf(attempt)
      const at = now()
      const quiet = attempt.protocol === 'web' ? 0 : quietMilliseconds
      await Promise.all([
        signIns.forgive(tried),
        signIns.add(tried, { outcome: 'accepted', appPassword, quietMilliseconds: quiet }, at),
        appPassword === null ? null : signIns.markUsed(appPassword, at, quietMilliseconds),
      ])
    },
    async refused(attempt, digest) {
      const tried = tryOf(attempt)
      const at = now()
      const counted = await signIns.countFailure(tried, { digest, now: at, spans })
      const failed = { tried, counted, block: blockFor(weighed(attempt, counted.failures)), at }
      if (attempt.ofMany === true) return await holdAgainst(signIns, failed)
      if (attempt.confirms !== true)
        await signIns.add(
          tried,
          {
            outcome: counted.failures > limits.delayAfter ? 'delayed' : 'refused',
            appPassword: null,
            quietMilliseconds: counted.isNew ? 0 : quietMilliseconds,
          },
          at,
        )
      if (counted.isNew) await holdAgainst(signIns, failed)
    },
    async blocked(attempt) {
      if (attempt.confirms === true) return
      await signIns.add(tryOf(attempt), { outcome: 'blocked', appPassword: null, quietMilliseconds }, now())
    },
  }
}

/** One of ten tries of many people weighs as much as each of one person. */
const weighed = ({ ofMany }: Attempt, failures: number): number =>
  ofMany === true ? Math.floor(failures / limits.many) : failures

const tryOf = ({ login, client, protocol, device }: Attempt): SignInAttempt => ({
  ...{ login: login.toLowerCase(), client, protocol, device },
  network: clientNetwork(client).host,
})

interface Failed {
  readonly tried: SignInAttempt
  readonly counted: Counted
  /** How long the login is closed to the network for it, in milliseconds; null for not at all. */
  readonly block: number | null
  readonly at: Date
}

async function holdAgainst(signIns: SignIns, { tried, counted, block, at }: Failed): Promise<void> {
  const { trusted } = await signIns.standing(tried, at, spans)
  const { login, network } = tried
  const raise = (kind: string, subject: string, facts: AlertFacts) =>
    signIns.raise({ kind, subject, commune: null, facts }, at, quietAlertMilliseconds)
  const milliseconds = trusted ? null : block
  if (milliseconds !== null) {
    await signIns.blockLogin(tried, new Date(at.getTime() + milliseconds))
    const closedMinutes = minutes(milliseconds)
    const { failures } = counted
    const facts = { login, failures, closedMinutes }
    await signIns.tell({ at, kind: 'password-guessing', network, facts })
    await raise('password-guessing', login, { failures, network, closedMinutes })
  }
  if (!trusted && isStuffing(counted.logins)) {
    const until = await signIns.blockNetwork(network, counted.logins, {
      now: at,
      first: limits.firstNetworkBlockMilliseconds,
      longest: limits.longestBlockMilliseconds,
    })
    if (until !== null) {
      const closedMinutes = minutes(until.getTime() - at.getTime())
      const facts = { logins: counted.logins, closedMinutes }
      await signIns.tell({ at, kind: 'credential-stuffing', network, facts })
      await raise('credential-stuffing', network, facts)
    }
  }
  if (isDistributed(counted.everywhere)) {
    const { failures, networks } = counted.everywhere
    await raise('distributed-guessing', login, { failures, networks })
  }
}

const minutes = (milliseconds: number): number => Math.round(milliseconds / 60_000)
