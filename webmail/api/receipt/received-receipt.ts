// A receipt that came (RFC 8098 §3.1): who did what with our message. What it says is its sender's claim. Pure.

import { rawField } from '#core/message/decoded-field.ts'
import { singleLine } from '#core/message/single-line.ts'

export interface ReceivedReceipt {
  /** As it says; may be empty. */
  readonly by: string
  /** §3.2.6.2: `other` is processed, dispatched, failed and whatever else. */
  readonly became: 'displayed' | 'deleted' | 'other'
}

export const mostReceiptOctets = 64 * 1024

/** Null where it is none. */
export function receivedReceipt(part: Buffer): ReceivedReceipt | null {
  // The fields of a part end it as they do a head.
  const head = Buffer.concat([part.subarray(0, mostReceiptOctets), Buffer.from('\r\n\r\n')])
  const disposition = rawField(head, 'disposition')
  const [, kind] = /;\s*([a-z]+)/i.exec(disposition) ?? []
  if (kind === undefined) return null
  const recipient = rawField(head, 'final-recipient') || rawField(head, 'original-recipient')
  const lower = kind.toLowerCase()
  return {
    by: singleLine(recipient.replace(/^[^;]*;/, ''), 254),
    became: lower === 'displayed' || lower === 'deleted' ? lower : 'other',
  }
}
