// One look at the keys of every domain, and what is to be done about them (mail/signing/rotation.ts). Several workers may look at
// once: the database lets each step happen once.

import type { Clock } from '#core/clock.ts'
import type { DkimAlgorithm, DkimKey, DkimSelector } from '#core/dkim-key.ts'
import type { Domain } from '#core/email-address.ts'
import type { DkimKeyStore } from '#db/stores/dkim-keys.ts'
import type { KeyEncryption } from './key-encryption.ts'
import { makeDkimKey } from './make-dkim-key.ts'
import { type AskDns, recordSeen } from './record-seen.ts'
import { type RecordSeen, type RotationSchedule, type RotationStep, rotationSteps } from './rotation.ts'

export interface KeyRotation {
  readonly store: Pick<DkimKeyStore, 'byDomain' | 'publish' | 'activate' | 'forget'>
  readonly encryption: KeyEncryption
  readonly ask: AskDns
  readonly clock: Clock
  readonly schedule: RotationSchedule
}

export type DoneStep = RotationStep & { readonly domain: Domain }

/** What was done, complaints included. Rejects when the database does not answer; what was done until then stays. */
export async function rotateKeys(rotation: KeyRotation): Promise<readonly DoneStep[]> {
  const done: DoneStep[] = []
  for (const [domain, keys] of await rotation.store.byDomain()) {
    const seen = await recordsSeen(keys, rotation.ask)
    const steps = rotationSteps({
      keys,
      seen: (key) => seen.get(key) ?? 'unknown',
      now: new Date(rotation.clock.now()),
      schedule: rotation.schedule,
    })
    for (const step of steps) {
      await take(step, domain, rotation)
      done.push({ ...step, domain })
    }
  }
  return done
}

async function recordsSeen(keys: readonly DkimKey[], ask: AskDns): Promise<ReadonlyMap<DkimKey, RecordSeen>> {
  const asked = keys.filter(({ state }) => state !== 'retired')
  return new Map(await Promise.all(asked.map(async (key) => [key, await recordSeen(ask, key)] as const)))
}

async function take(
  step: RotationStep,
  domain: Domain,
  { store, encryption, clock }: KeyRotation,
): Promise<void> {
  switch (step.kind) {
    case 'publish': {
      const { algorithm } = step
      const selector = newSelector(algorithm, new Date(clock.now()))
      return store.publish(await makeDkimKey({ domain, selector, algorithm }, encryption))
    }
    case 'activate':
      return store.activate(step.key)
    case 'forget':
      return store.forget(step.key)
    case 'complain':
      return
  }
}

/** `r20261125`: whoever looks at the zone sees how old a key is. */
const newSelector = (algorithm: DkimAlgorithm, day: Date): DkimSelector =>
  `${algorithm === 'rsa-sha256' ? 'r' : 'e'}${day.toISOString().slice(0, 10).replaceAll('-', '')}` as DkimSelector
