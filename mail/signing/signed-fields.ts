// Which header fields a signature covers (RFC 6376 §5.4), and in which order. Pure.

import type { HeaderField } from '#core/message/header-fields.ts'

/**
 * Named once more than they occur, so that one more of them breaks the signature (RFC 6376 §8.15): whoever replays a message
 * of ours cannot give it another author, subject or recipient, nor a Content-Type that shows its body in another way.
 */
const sealed = [
  'From',
  'To',
  'Cc',
  'Subject',
  'Date',
  'Message-ID',
  'Reply-To',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
] as const

/** Covered where they are; lists and forwarders add their own without breaking what we said. */
const covered = [
  'Sender',
  'In-Reply-To',
  'References',
  'Resent-From',
  'Resent-To',
  'Resent-Cc',
  'Resent-Date',
  'Resent-Message-ID',
  'Auto-Submitted',
  'Content-Language',
  'List-Id',
  'List-Help',
  'List-Unsubscribe',
  // RFC 8058 §4 asks for it.
  'List-Unsubscribe-Post',
  'List-Subscribe',
  'List-Post',
  'List-Owner',
  'List-Archive',
] as const

export interface SignedFields {
  /** For h=. */
  readonly names: readonly string[]
  /** What they stand for: of each name from the bottom up (RFC 6376 §5.4.2); a name for which nothing is left adds nothing. */
  readonly fields: readonly HeaderField[]
}

export function signedFields(fields: readonly HeaderField[]): SignedFields {
  const names: string[] = []
  const chosen: HeaderField[] = []
  const choose = (name: string, more: number) => {
    const found = fields.filter((field) => field.name === name.toLowerCase()).toReversed()
    chosen.push(...found)
    names.push(...Array<string>(found.length + more).fill(name))
  }
  for (const name of sealed) choose(name, 1)
  for (const name of covered) choose(name, 0)
  return { names, fields: chosen }
}
