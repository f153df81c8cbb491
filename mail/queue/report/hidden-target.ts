// Of a copy that a mailbox sent on, whoever wrote hears of the mailbox alone: where it sends its mail on to is private, and a server
// there mostly says the address, or its own name, in what it answers.

import type { EmailAddress } from '#core/address/email-address.ts'
import type { ReportedRecipient } from './report.ts'

type Reported = readonly [ReportedRecipient, ...ReportedRecipient[]]

/** All of one kind of report; the mailbox is named once, however many addresses it sends on to. */
export const withoutTargets = ([first]: Reported, mailbox: EmailAddress): Reported => [
  { ...first, address: mailbox, kind: 'permanent', reply: '', host: null },
]
