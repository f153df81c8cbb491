// A message of the outbox with the hour that it was sent for in its Date (RFC 5322 §3.6.1): it may have been put off since it was
// written, and whoever gets it sorts by that.

import { headerFields } from '#core/message/header-fields.ts'

/** Without a Date as it is: the submission writes one. */
export function withDate(content: Buffer, sendAt: Date): Buffer {
  for (const { name, start, end } of headerFields(content)) {
    if (name !== 'date') continue
    const field = Buffer.from(`Date: ${sendAt.toUTCString().replace('GMT', '+0000')}\r\n`)
    return Buffer.concat([content.subarray(0, start), field, content.subarray(end)])
  }
  return content
}
