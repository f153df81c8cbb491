// Whether a message asks for a receipt (RFC 8098 §2.1) that a person may be asked about. Never for what a program wrote or a list
// passed on, and never twice: `$MDNSent` (RFC 3503) is there for every program, whether it was sent or declined. Pure.

import addressparser from 'nodemailer/lib/addressparser'
import { type EmailAddress, parseEmailAddress } from '#core/address/email-address.ts'
import { rawField } from '#core/message/decoded-field.ts'
import type { Message } from '../imap/conversation.ts'
import { readableParts } from '../message/readable-parts.ts'

export const receiptSent = '$MDNSent'

export interface ReceiptRequest {
  readonly to: EmailAddress
  /** It would go to another address than the message came from, which its reader must know before. */
  readonly elsewhere: boolean
}

type Asking = Pick<Message, 'fields' | 'from' | 'keywords' | 'structure' | 'draft'>

const longestField = 1_000
const programs = ['list-id', 'list-unsubscribe', 'list-post'] as const

/** Null where nobody is to be asked. */
export function receiptRequest({ fields, from, keywords, structure, draft }: Asking): ReceiptRequest | null {
  if (draft || keywords.has(receiptSent.toLowerCase())) return null
  const field = (name: string): string => rawField(fields, name)
  const to = onlyAddressIn(field('disposition-notification-to'))
  if (to === null || programs.some((name) => field(name) !== '')) return null
  if (!/^(?:no)?$/i.test(field('auto-submitted').trim())) return null
  if (/^(?:bulk|list|junk)$/i.test(field('precedence').trim())) return null
  // §2.2: what an option requires and we do not know is not answered.
  if (/=\s*required/i.test(field('disposition-notification-options'))) return null
  if (structure === null || isReport(structure.type)) return null
  const path = field('return-path').trim()
  // A bounce, and whatever else is not to be answered (RFC 5321 §4.5.5).
  if (path === '<>') return null
  const author = parseEmailAddress(from[0]?.address ?? '')
  const sameAs = (other: string): boolean => other.toLowerCase() === to.toLowerCase()
  const returns = parseEmailAddress(path.replace(/^<|>$/g, ''))
  const isAuthor = author.ok && sameAs(author.value)
  return { to, elsewhere: !isAuthor || (returns.ok && !sameAs(returns.value)) }
}

/** §2.1: to several nobody is asked to answer. */
function onlyAddressIn(written: string): EmailAddress | null {
  const parsed = addressparser(written.slice(0, longestField), { flatten: true })
  const [only, ...others] = parsed
  const read = parseEmailAddress(only?.address ?? '')
  return read.ok && others.length === 0 ? read.value : null
}

const isReport = (type: string): boolean => type.toLowerCase() === 'multipart/report'

/** Of a message that is a receipt: the part that says so, to programs (§3.1). */
export const receiptPart = (structure: Message['structure']): string | null =>
  structure === null || !isReport(structure.type)
    ? null
    : (readableParts(structure).attachments.find(({ type }) => type === 'message/disposition-notification')
        ?.part ?? null)
