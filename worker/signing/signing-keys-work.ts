// Looks after the keys that our domains sign with: every minute after all, and every few seconds after those that do not sign
// yet, so that a new domain signs as soon as its records are there.

import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { type DoneStep, type KeyRotation, rotateKeys } from '#mail/signing/rotate-keys.ts'

export const signingKeysMilliseconds = 3_000
const allMilliseconds = 60_000

export interface SigningKeysParts {
  readonly rotation: KeyRotation
  readonly clock: Clock
  readonly log: Pick<Log, 'info' | 'warn'>
}

/** One look; true when it has done something for a domain that does not sign yet, and another may do the rest. */
export function signingKeysWork({ rotation, clock, log }: SigningKeysParts): () => Promise<boolean> {
  const tell = tellSteps(log)
  let lookedAtAll = Number.NEGATIVE_INFINITY
  return async () => {
    const now = clock.now()
    // A clock that went back is no reason to wait.
    if (Math.abs(now - lookedAtAll) >= allMilliseconds) {
      tell(await rotateKeys(rotation), 'all')
      lookedAtAll = now
    }
    const done = await rotateKeys(rotation, 'beginning')
    tell(done, 'some')
    return done.some(({ kind }) => kind !== 'complain')
  }
}

/** What is wrong is told once, not every minute. */
function tellSteps(log: SigningKeysParts['log']) {
  let complaints: ReadonlySet<string> = new Set()
  return (steps: readonly DoneStep[], of: 'all' | 'some'): void => {
    const now = new Set<string>()
    for (const step of steps) {
      if (step.kind !== 'complain') {
        log.info({ event: 'signing.rotated', domain: step.domain, ...shown(step) })
        continue
      }
      const { selector } = step.key
      const complaint = `${selector} ${step.domain} ${step.seen}`
      now.add(complaint)
      if (!complaints.has(complaint))
        log.warn({ event: 'signing.record-not-seen', domain: step.domain, selector, seen: step.seen })
    }
    if (of === 'all') complaints = now
  }
}

type Rotated = Exclude<DoneStep, { readonly kind: 'complain' }>

const shown = (step: Rotated) =>
  step.kind === 'publish'
    ? { step: step.kind, algorithm: step.algorithm, selector: null }
    : { step: step.kind, algorithm: step.key.algorithm, selector: step.key.selector }
