// The search of messages, in English.

import { plural } from '#ui/format/plural.ts'
import type { trace as french } from '../fr/trace.ts'

export const trace: typeof french = {
  title: 'Where is my mail?',
  lead: 'A whole address, or the reference of a message. Never a subject or a text: the service keeps none.',
  search: 'Address of the sender or the mailbox, reference',
  period: 'Since',
  days: (count) => plural('en', count, { one: 'Last 24 hours', other: `Last ${count} days` }),
  outcome: 'Outcome',
  results: 'Messages, newest first',
  from: 'From',
  to: 'For',
  by: (given) => `by ${given.join(', ')}`,
  became: 'What became of it',
  why: 'Why',
  when: 'When',
  rowName: (from, to) => `From ${from} for ${to}`,
  wholeAddress: 'Write a whole address',
  wholeAddressText:
    'For example mairie@example.org, or the reference of a message: twenty-six letters and digits. Subjects and texts cannot be searched.',
  none: 'No message',
  noneFor: (text) => `No message for “${text}”`,
  noneText:
    'Check the address letter by letter, or choose a longer period. What is not here has not reached us.',
  message: 'Message',
  messageFrom: (from) => `Message from ${from}`,
  crumb: 'Message trace',
  receivedAt: (when) => `Received on ${when}`,
  recipients: 'Recipients',
  decide: 'Decide',
  reference: 'Reference',
}
