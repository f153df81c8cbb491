// A message without some of its header fields, untouched otherwise.

import { headerFields } from '#core/message/header-fields.ts'

/** `unwanted` is asked with the lower-case name. */
export function removeFields(message: Buffer, unwanted: (name: string) => boolean): Buffer {
  const kept: Buffer[] = []
  let from = 0
  for (const { name, start, end } of headerFields(message)) {
    if (name === null || !unwanted(name)) continue
    kept.push(message.subarray(from, start))
    from = end
  }
  return from === 0 ? message : Buffer.concat([...kept, message.subarray(from)])
}
