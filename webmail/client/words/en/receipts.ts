// Receipts, in English: those that messages ask for, and those that came.

import type { receipts as french } from '../fr/receipts.ts'

export const receipts: typeof french = {
  asked: (name) => `${name} asks for a read receipt.`,
  elsewhere: (address) => `It will go to ${address}.`,
  send: 'Send',
  decline: 'Do not send',
  sent: 'Read receipt sent.',
  failed: 'The read receipt did not leave.',
  displayed: (who, when) => `Read by ${who} on ${when}`,
  deleted: (who, when) => `Deleted by ${who} on ${when}, without having been read`,
  other: (who, when) => `Receipt of ${who} on ${when}`,
  named: (name, address) => `${name} (${address})`,
  showReport: 'Show the message that came',
  hideReport: 'Hide the message that came',
  setting: 'When a sender asks for a read receipt',
  settingHint: 'No receipt leaves unless you chose it.',
  choices: { ask: 'Always ask me', never: 'Never send one' },
}
