// The header fields that tell a person what a message is, decoded (RFC 2047) and safe to print.

import { rawField, shownField } from '#core/message/decoded-field.ts'
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
    from: shownField(head, 'from'),
    to: shownField(head, 'to'),
    subject: shownField(head, 'subject'),
    date: shownField(head, 'date'),
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
