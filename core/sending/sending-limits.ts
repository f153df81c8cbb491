// How much may be sent: recipients that one mailbox or one commune may write to within an hour or a day.

import type { SendingBound } from '../contract.ts'

/** `firstTimeDay`: recipients of one mailbox within a day whom its commune never wrote to, and who never wrote to it. */
export type SendingLimits = Readonly<Record<SendingBound, number>>

/** Why a message is not taken now. */
export type SendingRefusal =
  | { readonly kind: 'suspended' }
  | {
      readonly kind: 'later'
      readonly bound: SendingBound
      readonly most: number
      readonly waitSeconds: number
    }
  /** It alone has more recipients than that: waiting would not help. */
  | { readonly kind: 'never'; readonly bound: SendingBound; readonly most: number }
