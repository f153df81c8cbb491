// What holds for mail where a test chose nothing else.

import { defaultAttachmentPolicy } from '#core/message/attachment-mark.ts'
import type { PolicyDefaults } from '#db/stores/policies/policies.ts'

export const testPolicy: PolicyDefaults = {
  junkAt: 6,
  refuseAt: 15,
  attachments: defaultAttachmentPolicy,
  sending: { mailboxHour: 300, mailboxDay: 1000, communeHour: 2000, firstTimeDay: 200 },
  forbidsExternalForwards: false,
}
