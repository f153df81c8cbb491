// A message taken apart (RFC 2045 to 2049) by postal-mime: what its readers see, and what is attached. Messages within are
// files of their own, so that a finding says in which.

import PostalMime, { type Address, type Email } from 'postal-mime'
import { type AttachedFile, type Budget, type FileReading, nothingRead, textWithin } from './budget.ts'
import { htmlRules, markupText } from './markup-text.ts'

export interface MessageParts {
  readonly subject: string
  /** Of To and Cc, groups opened. */
  readonly shownRecipients: readonly string[]
  /** Written twice where it comes as text and as HTML. */
  readonly body: FileReading
  readonly files: readonly AttachedFile[]
}

/** Null for a message that is nested or headed beyond any sense. */
export async function messageParts(content: Uint8Array, budget: Budget): Promise<MessageParts | null> {
  try {
    const email = await PostalMime.parse(content, limits)
    return {
      subject: email.subject ?? '',
      shownRecipients: [...(email.to ?? []), ...(email.cc ?? [])].flatMap(addressesOf),
      body: bodyOf(email, budget),
      files: email.attachments.map(({ filename, content: inner, mimeType }) => ({
        name: filename ?? (isMessageType(mimeType) ? 'message.eml' : ''),
        isMessage: isMessageType(mimeType),
        content: typeof inner === 'string' ? Buffer.from(inner) : bufferOver(inner),
      })),
    }
  } catch {
    return null
  }
}

const isMessageType = (type: string): boolean => /^message\/(?:rfc822|global)$/.test(type)

const limits = { forceRfc822Attachments: true, maxNestingDepth: 50, maxHeadersSize: 1 << 20 }

const addressesOf = ({ address, group }: Address): readonly string[] =>
  address === undefined ? (group ?? []).map((member) => member.address) : address === '' ? [] : [address]

function bodyOf({ text = '', html = '' }: Email, budget: Budget): FileReading {
  const body = nothingRead()
  const read = (written: string) => {
    if (written === '') return
    const { texts, kinds } = textWithin(budget, written)
    body.texts.push(...texts)
    if (body.kinds.length === 0) body.kinds.push(...kinds)
  }
  read(text)
  if (html !== '') read(markupText(html, htmlRules, budget.characters + 1))
  return body
}

const bufferOver = (octets: ArrayBuffer | Uint8Array): Buffer =>
  octets instanceof Uint8Array
    ? Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength)
    : Buffer.from(octets)
