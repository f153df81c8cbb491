// One look at the keys of every domain, and what is to be done about them (mail/signing/rotation.ts). Several workers may look at
// once: the database lets each step happen once.

import type { Domain } from '#core/address/email-address.ts'
import type { Clock } from '#core/clock.ts'
import type { DkimAlgorithm, DkimKey, DkimSelector } from '#core/deliverability/dkim-key.ts'
import type { DkimKeyStore, WhichDomains } from '#db/stores/deliverability/dkim-keys.ts'
import type { KeyEncryption } from './key-encryption.ts'
import { makeDkimKey } from './make-dkim-key.ts'
import type { DkimRecordPublisher } from './publish-dkim-records.ts'
import { type AskDns, isRecordPublished } from './record-published.ts'
import { type RecordSeen, type RotationSchedule, type RotationStep, rotationSteps } from './rotation.ts'

export interface KeyRotation {
  readonly store: Pick<DkimKeyStore, 'byDomain' | 'publish' | 'activate' | 'forget'>
  readonly encryption: KeyEncryption
  /** As the world sees it. */
  readonly ask: AskDns
  readonly zones: DkimRecordPublisher
  readonly clock: Clock
  readonly schedule: RotationSchedule
}

export type DoneStep = RotationStep & { readonly domain: Domain }

/** What was done, complaints included. Rejects when the database does not answer; what was done until then stays. */
export async function rotateKeys(rotation: KeyRotation, which?: WhichDomains): Promise<readonly DoneStep[]> {
  const done: DoneStep[] = []
  for (const [domain, keys] of await rotation.store.byDomain(which)) {
    const seen = await recordsSeen(domain, keys, rotation)
    const steps = rotationSteps({
      keys,
      seen: (key) => seen.get(key) ?? 'unknown',
      now: new Date(rotation.clock.now()),
      schedule: rotation.schedule,
    })
    for (const step of steps) if (await take(step, { domain, keys }, rotation)) done.push({ ...step, domain })
  }
  return done
}

/** The world is not asked for what it cannot see yet: it would remember for minutes that there is nothing. */
async function recordsSeen(
  domain: Domain,
  keys: readonly DkimKey[],
  { zones, ask }: KeyRotation,
): Promise<ReadonlyMap<DkimKey, RecordSeen>> {
  const hidden = await zones.show(domain, keys)
  const asked = keys.filter(({ state }) => state !== 'retired')
  return new Map(
    await Promise.all(
      asked.map(
        async (key) => [key, hidden.has(key) ? 'missing' : await isRecordPublished(ask, key)] as const,
      ),
    ),
  )
}

interface KeysOfDomain {
  readonly domain: Domain
  readonly keys: readonly DkimKey[]
}

/** False: it could not be taken now. */
async function take(
  step: RotationStep,
  { domain, keys }: KeysOfDomain,
  { store, encryption, zones, clock }: KeyRotation,
): Promise<boolean> {
  switch (step.kind) {
    case 'publish': {
      const { algorithm } = step
      const selector = newSelector(algorithm, new Date(clock.now()), keys)
      const key = await makeDkimKey({ domain, selector, algorithm }, encryption)
      await store.publish(key)
      return true
    }
    case 'activate':
      await store.activate(step.key)
      return true
    case 'forget':
      // In this order: a record that nobody remembers would stay for ever.
      if (!(await zones.withdraw(step.key))) return false
      await store.forget(step.key)
      return true
    case 'complain':
      return true
  }
}

/** `r20261125`, the next one of that day `r20261125-2`: whoever looks at the zone sees how old a key is. */
function newSelector(algorithm: DkimAlgorithm, day: Date, keys: readonly DkimKey[]): DkimSelector {
  const letter = algorithm === 'rsa-sha256' ? 'r' : 'e'
  const first = `${letter}${day.toISOString().slice(0, 10).replaceAll('-', '')}`
  const taken = new Set<string>(keys.map(({ selector }) => selector))
  let selector = first
  for (let count = 2; taken.has(selector); count += 1) selector = `${first}-${count}`
  return selector as DkimSelector
}
