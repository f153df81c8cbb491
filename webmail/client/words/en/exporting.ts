// Taking one's mail along, in English.

import { plural } from '#ui/format/plural.ts'
import type { exporting as french } from '../fr/exporting.ts'

export const exporting: typeof french = {
  title: 'Export',
  lead: 'A copy of all messages of the mailbox, folder by folder, in a ZIP file. The .mbox files in it open in Thunderbird and other mail programs.',
  personal:
    'This file holds the mail of the commune: keep it in a safe place, and delete it once it is of no use.',
  start: 'Export this mailbox',
  mayNot: 'Only the person who owns or manages this mailbox can export it.',
  waiting: (address) => `The export of ${address} is being prepared.`,
  running: (address, messages, total) => `Export of ${address}: ${messages} messages of ${total}`,
  keep: 'You may close the settings: the download goes on as long as the browser is open.',
  cancel: 'Stop the export',
  done: (address, count, shown, size) =>
    plural('en', count, {
      zero: `The export of ${address} is done: no message.`,
      one: `The export of ${address} is done: 1 message, ${size}.`,
      other: `The export of ${address} is done: ${shown} messages, ${size}.`,
    }),
  cancelled: (address) =>
    `The export of ${address} was stopped. The file that was downloaded is not complete: delete it.`,
  failed: (address) =>
    `The export of ${address} did not come to its end. The file that was downloaded is not complete: delete it and begin again.`,
  another: 'The export of another mailbox is under way. Wait for its end, or stop it.',
  startFailed: 'The export did not begin.',
}
