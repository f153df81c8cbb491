// Whether what policy holds may be held. It is only asked about a message that nobody else has: then its sender can keep
// it. Where somebody has the message the others are held whatever the bound says, for a retry row would be delivered
// without anybody having looked at it.

import { contentBytes } from '#core/message/message-content.ts'
import {
  insufficientStorage,
  mailboxFullForNow,
  type SmtpReply,
  temporaryFailure,
  wholeReply,
} from '#core/smtp/smtp-reply.ts'
import { type Decided, type DecidedMailbox, isOutgoing } from '../stages.ts'
import type { AttemptedTarget } from './attempted-target.ts'
import type { DeliveryAttempt } from './combined-reply.ts'
import type { FullBound, HeldQuota, HeldQuotaOptions, ToHold } from './held-quota.ts'

export interface QuotaApplied extends Disposable {
  readonly attempted: readonly AttemptedTarget[]
}

type NotDelivered = Extract<DeliveryAttempt, { readonly kind: 'not-delivered' }>

/** To be disposed of once the rows are written: until then they count as being written. */
export async function applyHeldQuota(
  { queueId }: Pick<Decided, 'queueId'>,
  { heldRoom, log }: { readonly heldRoom: HeldQuota } & Pick<HeldQuotaOptions, 'log'>,
  attempted: readonly AttemptedTarget[],
): Promise<QuotaApplied> {
  const holds = attempted.filter(isHeld)
  if (holds.length === 0 || attempted.some(({ attempt }) => attempt.kind === 'delivered'))
    return { attempted, [Symbol.dispose]: () => {} }
  try {
    const place = await heldRoom.enter(toHold(holds))
    return {
      attempted: place.full === null ? attempted : attempted.map(notHeld(heldFull(place.full))),
      [Symbol.dispose]: () => place[Symbol.dispose](),
    }
  } catch (error) {
    log.error({ event: 'component.unavailable', component: 'postgresql', cause: String(error), queueId })
    const unknown: NotDelivered = {
      kind: 'not-delivered',
      reply: temporaryFailure,
      reason: 'filter-unavailable',
    }
    return { attempted: attempted.map(notHeld(unknown)), [Symbol.dispose]: () => {} }
  }
}

type Held = AttemptedTarget & { readonly decided: DecidedMailbox }

const isHeld = (each: AttemptedTarget): each is Held =>
  each.attempt.kind === 'hold' && !isOutgoing(each.decided)

/** Recipients who get exactly the same octets share one content, in the database too. */
function toHold(holds: readonly Held[]): ToHold {
  const contents = [...new Set(holds.map(({ content }) => content))]
  return {
    copies: holds.map(({ decided, content }) => ({
      target: decided.target,
      octets: contentBytes(content),
    })),
    totalOctets: contents.reduce((sum, content) => sum + contentBytes(content), 0),
  }
}

const heldFull = (bound: FullBound): NotDelivered => ({
  kind: 'not-delivered',
  reply: replyWhenFull[bound],
  reason: 'held-full',
})

const replyWhenFull: Readonly<Record<FullBound, SmtpReply>> = {
  mailbox: mailboxFullForNow,
  total: insufficientStorage,
  disk: insufficientStorage,
}

const notHeld =
  (attempt: NotDelivered) =>
  (each: AttemptedTarget): AttemptedTarget =>
    each.attempt.kind === 'hold' ? { ...each, attempt, said: wholeReply(attempt.reply) } : each
