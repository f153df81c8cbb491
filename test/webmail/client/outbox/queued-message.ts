// A message that waits for the network.

import type { QueuedMessage } from '#webmail/client/outbox/queued.ts'
import { filled } from '../compose/draft/saving-under-test.ts'

export const queuedMessage = (draft: string, at = '2026-11-23T13:12:00.000Z'): QueuedMessage => ({
  copy: {
    ...{ box: 'box', draft, basedOn: 'known', attachments: [], copied: [], quote: '' },
    ...{ at, content: filled() },
  },
  ...{ place: null, changes: [{ revision: 'r1', content: filled(), keep: [], copies: [] }], sendAt: null },
  ...{ accepted: [], justification: null, key: `press ${draft}`, asked: null },
})
