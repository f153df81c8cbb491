// The corpus as the finder sees it, through the whole way: a MIME message, its files, a thread.

import { systemClock } from '#core/clock.ts'
import { type LeakFinding, type LeakKind, leakKinds } from '#core/policies/leak.ts'
import { LeakFinder } from '#mail/dlp/leak-finder.ts'
import { foundLeaks } from '#test/support/gateway/found-leaks.ts'
import type { LeakCase } from './corpus/message.ts'
import { writtenMessage } from './corpus/written-message.ts'

export interface Judged {
  readonly message: LeakCase
  readonly findings: readonly LeakFinding[]
  readonly found: Readonly<Partial<Record<LeakKind, number>>>
}

export async function judged(cases: readonly LeakCase[]): Promise<readonly Judged[]> {
  await using finder = new LeakFinder(systemClock)
  const judge = async (message: LeakCase): Promise<Judged> => {
    const findings = await foundLeaks(finder, await writtenMessage(message), ['mairie.invalid'])
    return { message, findings, found: counts(findings) }
  }
  const answers: Judged[] = []
  for (let at = 0; at < cases.length; at += 32)
    answers.push(...(await Promise.all(cases.slice(at, at + 32).map(judge))))
  return answers
}

const counts = (findings: readonly LeakFinding[]) => {
  const sums: Partial<Record<LeakKind, number>> = {}
  for (const { kind, count } of findings) sums[kind] = (sums[kind] ?? 0) + count
  return sums
}

export interface DetectorFigures {
  readonly kind: LeakKind
  readonly meant: number
  /** Of the messages that hold it, those in which it is found. */
  readonly recall: number
  /** Of the messages in which it is found, those that hold it. */
  readonly precision: number
  /** Of ordinary messages, those in which it is found. */
  readonly ordinary: number
  /** Of those found, with the right number of values. */
  readonly counted: number
}

export function figures(ordinary: readonly Judged[], leaky: readonly Judged[]): readonly DetectorFigures[] {
  return leakKinds.map((kind) => {
    const meant = leaky.filter(({ message }) => message.expected[kind] !== undefined)
    const seen = meant.filter(({ found }) => found[kind] !== undefined)
    const wrong = [...ordinary, ...leaky].filter((one) => isFalse(one, kind))
    const right = seen.filter(({ message, found }) => found[kind] === message.expected[kind])
    return {
      kind,
      meant: meant.length,
      recall: seen.length / meant.length,
      precision: seen.length / (seen.length + wrong.length),
      ordinary: ordinary.filter((one) => isFalse(one, kind)).length / ordinary.length,
      counted: right.length / seen.length,
    }
  })
}

export const isFalse = ({ message, found }: Judged, kind: LeakKind): boolean =>
  found[kind] !== undefined && message.expected[kind] === undefined

export const falseKinds = (one: Judged): readonly LeakKind[] => leakKinds.filter((kind) => isFalse(one, kind))

export const missedKinds = ({ message, found }: Judged): readonly LeakKind[] =>
  leakKinds.filter((kind) => message.expected[kind] !== undefined && found[kind] === undefined)

/** One of each family before a second of any. */
export function oneOfEach(cases: readonly Judged[]): readonly (Judged & { readonly times: number })[] {
  const families = Map.groupBy(cases, ({ message }) => message.family)
  return Array.from(families.values(), (all) => ({ ...(all[0] as Judged), times: all.length })).toSorted(
    (one, other) => other.times - one.times,
  )
}
