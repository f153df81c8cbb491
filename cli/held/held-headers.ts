// The header fields that tell a person what a message is, decoded (RFC 2047) and safe to print.

import { type CarriedFindings, findingsFieldName } from '#core/findings-field.ts'
import { fieldValue, headerFields } from '#mail/inbound/authentication/header-fields.ts'
import { decodeWords } from './decode-words.ts'
import { singleLine } from './show-values.ts'

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
  const fields = [...headerFields(head)]
  const textOf = (name: string): string => {
    const field = fields.find((each) => each.name === name)
    return field === undefined ? '' : fieldValue(head, field)
  }
  const shown = (name: string): string => singleLine(decodeWords(textOf(name)))
  return {
    from: shown('from'),
    to: shown('to'),
    subject: shown('subject'),
    date: shown('date'),
    marks: marksOf(readFindings(textOf(findingsFieldName.toLowerCase()))),
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
