// What is said of mail as it comes, in English.

import type { live as french } from '../fr/live.ts'

export const live: typeof french = {
  arrived: (address) => `New message — ${address}`,
  notify: 'Tell me of new messages on this device',
  notifyHint: 'A notification names the mailbox, never the sender nor the subject.',
  blocked: 'Your browser refuses notifications of this site. Allow them in its settings.',
}
