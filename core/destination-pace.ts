// How hard a destination may be tried, learnt from its answers: one that cannot be reached, or says that it has enough of us,
// rests for a while, then sees one delivery at a time, then more with each that goes well. Pure; the queue remembers.

import { assertNever } from './assert-never.ts'
import type { DeliveryAttempt, RecipientAnswer, ReplyKind } from './delivery-attempt.ts'

/** Seconds of rest after trouble 1, 2, 3 … in a row; the last one repeats. Shorter than the curve: one delivery asks for all. */
export const restSeconds: readonly [number, ...number[]] = [10, 30, 60, 120, 300, 600]

export interface Pace {
  /** Deliveries at once, by all runners together. */
  readonly atOnce: number
  /** Troubles in a row. */
  readonly troubles: number
}

/** What an attempt says about the destination as a whole. */
export type PaceNews =
  /** Taken or refused, recipient by recipient: the server is there and listens to us. */
  | { readonly kind: 'well' }
  /** Nobody of all recipients got through, for a cause that the next message would meet as well. */
  | { readonly kind: 'trouble'; readonly answer: RecipientAnswer }

export function paceNews({ recipients }: DeliveryAttempt): PaceNews {
  const [first] = recipients
  if (first === undefined || recipients.some((answer) => !isOfDestination(answer))) return { kind: 'well' }
  return { kind: 'trouble', answer: first }
}

const isOfDestination = ({ outcome, kind }: RecipientAnswer): boolean =>
  outcome === 'deferred' && concerns[kind] === 'destination'

/** Whether a temporary answer is about the whole destination, or about one message or recipient. */
const concerns: Readonly<Record<ReplyKind, 'destination' | 'message'>> = {
  accepted: 'message',
  unreachable: 'destination',
  'dns-unavailable': 'destination',
  'no-such-domain': 'destination',
  loop: 'destination',
  'tls-required': 'destination',
  // Asked of each sender and recipient anew.
  greylisted: 'message',
  temporary: 'destination',
  'unknown-recipient': 'message',
  'mailbox-full': 'message',
  'mailbox-disabled': 'message',
  'too-large': 'message',
  policy: 'message',
  reputation: 'destination',
  'no-smtputf8': 'message',
  permanent: 'message',
}

/** Null once there is nothing left to remember: as many at once as may be, and no trouble. */
export function nextPace(
  before: Pace | null,
  news: PaceNews,
  mostAtOnce: number,
): (Pace & { readonly restSeconds: number }) | null {
  switch (news.kind) {
    case 'well': {
      if (before === null || before.atOnce + 1 >= mostAtOnce) return null
      return { atOnce: before.atOnce + 1, troubles: 0, restSeconds: 0 }
    }
    case 'trouble': {
      const troubles = (before?.troubles ?? 0) + 1
      return { atOnce: 1, troubles, restSeconds: restSeconds[troubles - 1] ?? restSeconds.at(-1) ?? 0 }
    }
    default:
      return assertNever(news)
  }
}
