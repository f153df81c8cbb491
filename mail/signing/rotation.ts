// Which key of a domain signs, which one is to be made, when one takes over, and when one is forgotten. Pure: the worker looks
// (keys, DNS, clock), this says what to do, the worker does it and looks again. Each step is safe by itself, so it may be killed
// between any two.

import { type DkimAlgorithm, type DkimKey, dkimAlgorithms } from '#core/deliverability/dkim-key.ts'

/** What the DNS says at the place of a key's record; unknown when it did not answer. */
export type RecordSeen = 'shown' | 'missing' | 'different' | 'unknown'

export interface RotationSchedule {
  /** A key that has signed for so long gets a successor. */
  readonly signsDays: number
  /**
   * Age below which a published key does not take over from one that signs: every name server of the domain has it by then.
   */
  readonly overlapHours: number
  /**
   * How long the record of a retired key stays: the mail it signed lies in queues for five days, and programs verify when a
   * message is opened.
   */
  readonly staysDays: number
  /** A published record that does not appear for so long is somebody's to look after. */
  readonly patienceHours: number
}

/** RFC 6376 §3.6.1 leaves it to us. M3AAWG asks for a rotation at least twice a year. */
export const rotationSchedule: RotationSchedule = {
  signsDays: 180,
  overlapHours: 24,
  staysDays: 30,
  patienceHours: 48,
}

export type RotationStep =
  /** Make a pair and publish its record. */
  | { readonly kind: 'publish'; readonly algorithm: DkimAlgorithm }
  /** It signs from now on, and the one that signed is retired. */
  | { readonly kind: 'activate'; readonly key: DkimKey }
  /** Its record may go. */
  | { readonly kind: 'forget'; readonly key: DkimKey }
  /** For a person: the record is not there, or not ours. Mail is signed all the same when the key is active. */
  | { readonly kind: 'complain'; readonly key: DkimKey; readonly seen: 'missing' | 'different' }

export interface RotationFacts {
  /** All of one domain. */
  readonly keys: readonly DkimKey[]
  readonly seen: (key: DkimKey) => RecordSeen
  readonly now: Date
  readonly schedule: RotationSchedule
}

/** In the order in which they are to be done. No step means that there is nothing to do. */
export function rotationSteps(facts: RotationFacts): readonly RotationStep[] {
  return [
    ...dkimAlgorithms.flatMap((algorithm) => stepsOf(algorithm, facts)),
    ...facts.keys
      .filter((key) => mayBeForgotten(key, facts))
      .map((key) => ({ kind: 'forget' as const, key })),
  ]
}

function stepsOf(algorithm: DkimAlgorithm, facts: RotationFacts): readonly RotationStep[] {
  const inState = (state: DkimKey['state']) =>
    facts.keys.find((key) => key.algorithm === algorithm && key.state === state)
  const [active, next] = [inState('active'), inState('published')]
  const complaint = active === undefined ? [] : complaintAbout(active, facts)
  if (next === undefined)
    return active === undefined || isOver(active.activatedAt, days(facts.schedule.signsDays), facts)
      ? [...complaint, { kind: 'publish', algorithm }]
      : complaint
  if (facts.seen(next) !== 'shown')
    return isOver(next.publishedAt, hours(facts.schedule.patienceHours), facts)
      ? [...complaint, ...complaintAbout(next, facts)]
      : complaint
  // Where nothing signs, a resolver that does not know it yet is no worse than no signature.
  const ready = active === undefined || isOver(next.publishedAt, hours(facts.schedule.overlapHours), facts)
  return ready ? [{ kind: 'activate', key: next }] : complaint
}

function complaintAbout(key: DkimKey, { seen }: RotationFacts): readonly RotationStep[] {
  const found = seen(key)
  return found === 'missing' || found === 'different' ? [{ kind: 'complain', key, seen: found }] : []
}

const mayBeForgotten = (key: DkimKey, facts: RotationFacts): boolean =>
  key.state === 'retired' && isOver(key.retiredAt, days(facts.schedule.staysDays), facts)

/** False while the time has not come, and for a clock that went back before it. */
const isOver = (since: Date | null, milliseconds: number, { now }: RotationFacts): boolean =>
  since !== null && now.getTime() - since.getTime() >= milliseconds

const hours = (count: number): number => count * 3_600_000
const days = (count: number): number => hours(count * 24)
