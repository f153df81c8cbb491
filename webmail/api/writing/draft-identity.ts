// Which draft a message in the folder of drafts is, and which change of it: by what we wrote into it, or, where another program
// wrote it, by what tells it from every other. Pure.

import { createHash } from 'node:crypto'
import { domainOf, type EmailAddress } from '#core/address/email-address.ts'
import { rawField } from '#core/message/decoded-field.ts'
import { ownFieldPrefix } from '#core/message/own-header-fields.ts'

/** Names the change by which a draft became what it is. */
export const revisionFieldName = `${ownFieldPrefix}Revision`

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'
const ownMessageId = new RegExp(`^<(${uuid})@`)
const whole = new RegExp(`^${uuid}$`)

export const messageIdOf = (id: string, address: EmailAddress): string => `<${id}@${domainOf(address)}>`

export interface Named {
  readonly uidValidity: number
  readonly uid: number
  readonly messageId: string
}

export const draftIdOf = ({ uidValidity, uid, messageId }: Named): string =>
  ownMessageId.exec(messageId)?.[1] ?? uuidFrom('draft', messageId || `${uidValidity}.${uid}`)

/** `fields`: those of its head that are ours. */
export const revisionOf = ({ uidValidity, uid, fields }: Named & { readonly fields: Buffer }): string =>
  revisionIn(fields) ?? uuidFrom('revision', `${uidValidity}.${uid}`)

/** Null where another program wrote it. */
export function revisionIn(fields: Buffer): string | null {
  const written = rawField(fields, revisionFieldName.toLowerCase())
  return whole.test(written) ? written : null
}

/** Of a change that met another one: the same for the same change, however often it is tried. */
export const otherDraft = (draft: string, revision: string): string =>
  uuidFrom('other', `${draft}.${revision}`)

/** Of what leaves: the same for the same change of the same draft, and no other message of the box has it. */
export const sentId = ({ draft, revision }: { readonly draft: string; readonly revision: string }): string =>
  uuidFrom('sent', `${draft}.${revision}`)

/** Of a file that another program put there: the same for as long as nobody writes the draft anew. */
export const foreignFileId = (
  { uidValidity, uid }: Pick<Named, 'uidValidity' | 'uid'>,
  part: string,
): string => uuidFrom('file', `${uidValidity}.${uid}.${part}`)

/** RFC 9562 §5.8. */
function uuidFrom(kind: string, text: string): string {
  const octets = createHash('sha256').update(`${kind}\n${text}`).digest().subarray(0, 16)
  octets[6] = ((octets[6] ?? 0) & 0x0f) | 0x80
  octets[8] = ((octets[8] ?? 0) & 0x3f) | 0x80
  const hex = octets.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
