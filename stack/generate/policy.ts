// What holds for incoming mail where nobody chose otherwise: the gateway decides by it, the panel shows it.

import { type AttachmentPolicy, defaultAttachmentPolicy } from '#core/attachment-mark.ts'
import type { Spec } from '../spec/spec.ts'

interface SpecPolicy {
  readonly junkAt: number
  readonly refuseAt: number
  readonly attachments: AttachmentPolicy
}

export const policyOf = ({ filtering }: Pick<Spec, 'filtering'>): SpecPolicy => ({
  junkAt: filtering.junkAtScore,
  refuseAt: filtering.refuseAtScore,
  attachments: { ...defaultAttachmentPolicy, ...filtering.attachments },
})
