// The header field that carries our findings from the gateway to the webmail. Signed, because anybody with IMAP can
// append a message that claims anything: only what the gateway wrote may put a banner above a message or take one away.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Secret } from '../secret.ts'
import { attachmentMarks } from './attachment-mark.ts'
import { type AttachmentFinding, type Suspicion, suspicionMarks } from './findings.ts'
import { ownFieldPrefix } from './own-header-fields.ts'

export const findingsFieldName = `${ownFieldPrefix}Findings`

export interface CarriedFindings {
  /** The id in our Received field: a field copied onto another message does not fit. */
  readonly queueId: string
  /** The domain in From that DMARC judged, and whether it passed. */
  readonly authorDomain: string | null
  readonly authenticated: boolean
  /** SPF or a signature passed for that domain, a trusted chain says that DMARC did, or a list of ours lets its sender pass. */
  readonly vouched?: true
  readonly attachments: readonly AttachmentFinding[]
  readonly suspicions: readonly Suspicion[]
}

const schema = z.strictObject({
  queueId: z.string(),
  authorDomain: z.string().nullable(),
  authenticated: z.boolean(),
  // Not in what was written before it was thought of.
  vouched: z.literal(true).exactOptional(),
  attachments: z.array(z.strictObject({ mark: z.enum(attachmentMarks), name: z.string() })),
  suspicions: z.array(z.strictObject({ mark: z.enum(suspicionMarks), resembles: z.string() })),
})

const lineOctets = 72

/** The whole field, folded, ending in CRLF: `v1; <JSON as base64url>; <HMAC-SHA256 as base64url>`. */
export function findingsField(findings: CarriedFindings, key: Secret): string {
  const text = Buffer.from(JSON.stringify(findings)).toString('base64url')
  const lines = [...(text.match(new RegExp(`.{1,${lineOctets}}`, 'g')) ?? []), `; ${sign(text, key)}`]
  return `${findingsFieldName}: v1;\r\n\t${lines.join('\r\n\t')}\r\n`
}

/** What a field's value says; null when it is not ours, not about this message, or was touched. */
export function readFindingsField(value: string, queueId: string, key: Secret): CarriedFindings | null {
  const [version, text = '', signature = ''] = value.replace(/[\r\n\t ]/g, '').split(';')
  const expected = Buffer.from(sign(text, key))
  const given = Buffer.from(signature)
  if (version !== 'v1' || given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  const findings = schema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  return findings.success && findings.data.queueId === queueId ? findings.data : null
}

const sign = (text: string, key: Secret): string =>
  createHmac('sha256', key.reveal()).update(`v1;${text}`).digest('base64url')
