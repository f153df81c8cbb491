// The header fields that tell a person what a message is, decoded (RFC 2047) and safe to print.

import { decodedField, rawField } from '#core/message/decoded-field.ts'
import { type CarriedFindings, findingsFieldName } from '#core/message/findings-field.ts'
import { singleLine } from '#core/message/single-line.ts'

export interface HeldHeaders {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly date: string
  /** What our filters found: `executable (facture.exe)`. */
  readonly marks: readonly string[]
}

/** `readFindings` believes only what the gateway signed for this message. */
export function heldHeaders(
  head: Buffer,
  readFindings: (value: string) => CarriedFindings | null,
): HeldHeaders {
  return {
    from: decodedField(head, 'from'),
    to: decodedField(head, 'to'),
    subject: decodedField(head, 'subject'),
    date: decodedField(head, 'date'),
    marks: marksOf(readFindings(rawField(head, findingsFieldName.toLowerCase()))),
  }
}

function marksOf(findings: CarriedFindings | null): readonly string[] {
  if (findings === null) return []
  return [
    ...findings.attachments.map(({ mark, name }) => named(mark, name)),
    ...findings.suspicions.map(({ mark, resembles }) => named(mark, resembles)),
  ]
}

const named = (mark: string, about: string): string =>
  about === '' ? mark : `${mark} (${singleLine(about, 80)})`
