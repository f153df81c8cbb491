// How hard a destination may be tried, learnt from its answers: one that cannot be reached, or says that it has enough of us,
// rests for a while, then sees one delivery at a time, then one more with each that goes well, up to what was too much the last
// time. That ceiling rises slowly, and what it rested is forgotten slowly. The queue counts and remembers.

import type { DeliveryAttempt, RecipientAnswer, ReplyKind } from '../smtp/delivery-attempt.ts'
import { type Destination, localDestination } from './queued-mail.ts'

/** Seconds of rest after trouble 1, 2, 3 … in a row; the last one repeats. Shorter than the curve: one delivery asks for all. */
export const restSeconds: readonly [number, ...number[]] = [10, 30, 60, 120, 300, 600]

/** The ceiling is one more after so many deliveries that went well, and after each hour. */
export const deliveriesPerStep = 50

/** The next rest is one step shorter after so many deliveries that went well, and after each hour. */
export const deliveriesPerTrouble = 10

/** What an attempt says about the destination as a whole. */
export type ThrottleSignal =
  /** Taken or refused, recipient by recipient: the server is there and listens to us. */
  | { readonly kind: 'well' }
  /** Nothing, for better or worse: what was said may be about this message or about us. */
  | { readonly kind: 'unsure' }
  /** Nobody got through, for a cause that the next message would meet as well. */
  | { readonly kind: 'trouble'; readonly answer: RecipientAnswer }

/** Our own house never rests: one mailbox that cannot be written to would keep the mail of all communes waiting. */
export function throttleSignalOf({ recipients }: DeliveryAttempt, destination: Destination): ThrottleSignal {
  const [first] = recipients
  if (first !== undefined && destination !== localDestination && recipients.every(isOfDestination))
    return { kind: 'trouble', answer: first }
  return { kind: recipients.some(isOfMessage) ? 'well' : 'unsure' }
}

const isOfDestination = ({ outcome, kind, atTheDoor }: RecipientAnswer): boolean =>
  outcome === 'deferred' && (atTheDoor === true || concerns[kind] === 'destination')

/** Somebody looked at the message, or at a mailbox: who refuses for good what may be about either has done so. */
const isOfMessage = ({ outcome, kind, atTheDoor }: RecipientAnswer): boolean =>
  atTheDoor !== true &&
  (concerns[kind] === 'message' || (outcome === 'failed' && concerns[kind] === 'either'))

/** What an answer is about. */
const concerns: Readonly<Record<ReplyKind, 'destination' | 'message' | 'either'>> = {
  accepted: 'message',
  unreachable: 'destination',
  'dns-unavailable': 'destination',
  'no-such-domain': 'destination',
  loop: 'destination',
  'tls-required': 'destination',
  // Asked of each sender and recipient anew; and said to whoever is new to it.
  greylisted: 'either',
  temporary: 'destination',
  'unknown-recipient': 'message',
  'mailbox-full': 'message',
  'mailbox-disabled': 'message',
  'too-large': 'message',
  policy: 'either',
  reputation: 'destination',
  'no-smtputf8': 'message',
  permanent: 'message',
}
