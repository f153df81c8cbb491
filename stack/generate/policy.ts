// What holds for mail where nobody chose otherwise: the gateway decides by it, the panel shows it.

import { type AttachmentPolicy, defaultAttachmentPolicy } from '#core/message/attachment-mark.ts'
import type { SendingLimits } from '#core/sending/sending-limits.ts'
import type { Spec } from '../spec/spec.ts'

interface SpecPolicy {
  readonly junkAt: number
  readonly refuseAt: number
  readonly attachments: AttachmentPolicy
  readonly sending: SendingLimits
  readonly forbidsExternalForwards: boolean
}

export const policyOf = ({ filtering, sending }: Pick<Spec, 'filtering' | 'sending'>): SpecPolicy => ({
  junkAt: filtering.junkAtScore,
  refuseAt: filtering.refuseAtScore,
  attachments: { ...defaultAttachmentPolicy, ...filtering.attachments },
  sending: {
    mailboxHour: sending.recipientsPerMailboxHour,
    mailboxDay: sending.recipientsPerMailboxDay,
    communeHour: sending.recipientsPerCommuneHour,
    firstTimeDay: sending.firstTimeRecipientsPerMailboxDay,
  },
  forbidsExternalForwards: !sending.externalForwards,
})
