// Whether a mailbox sends as if somebody had taken it over. Pure: what is known of it in, what speaks for it out. One sign
// alone is a newsletter, a holiday or a move; a burst and another one are what a stolen password looks like. A forward and a
// new network without a burst may be a mayor on holiday: somebody is told of it, and the mail goes on.

import type { TakeoverSignal } from '#core/contract.ts'
import type { Counted, SendingHabits } from '#core/sending/sending-counts.ts'

type Lately = Pick<Counted, 'recent' | 'recentFirstTime' | 'newForward'>

export const takeoverLimits = {
  /** Recipients within a quarter of an hour: fewer are a letter to the members of a council. */
  burst: 50,
  /** Within an hour, of those whom the commune never corresponded with. */
  firstTime: 30,
  /** So many times as many as in the busiest hour of the month before. */
  aboveUsual: 2,
  signals: 2,
} as const

/** Whether it is worth asking for the habits of the mailbox. */
export const mayBeTakeover = ({ recent, recentFirstTime, newForward }: Lately): boolean =>
  newForward || recent >= takeoverLimits.burst || recentFirstTime >= takeoverLimits.firstTime

export function takeoverSignalsOf(lately: Lately, habits: SendingHabits): readonly TakeoverSignal[] {
  return [
    ...(habits.newNetwork ? (['new-network'] as const) : []),
    ...(isBurst(lately, habits) ? (['burst'] as const) : []),
    ...(lately.newForward ? (['new-forward'] as const) : []),
  ]
}

/** Whether the mailbox sends nothing any more. */
export const isTakeover = (signals: readonly TakeoverSignal[]): boolean =>
  isSuspicious(signals) && signals.includes('burst')

/** Whether somebody should look at it, without anything being stopped. */
export const isSuspicious = (signals: readonly TakeoverSignal[]): boolean =>
  signals.length >= takeoverLimits.signals

const isBurst = ({ recent, recentFirstTime }: Lately, { usual, usualFirstTime }: SendingHabits): boolean =>
  isAbove(recent, takeoverLimits.burst, usual) ||
  isAbove(recentFirstTime, takeoverLimits.firstTime, usualFirstTime)

const isAbove = (count: number, least: number, usual: number): boolean =>
  count >= least && count >= takeoverLimits.aboveUsual * usual
