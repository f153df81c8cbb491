// The images of messages, by the addresses that were given out: each says what it opens, and whether its person still may is
// asked each time.

import type { Result } from '#core/result.ts'
import type { AccessibleMailboxes } from '#db/stores/mailboxes/accessible-mailboxes.ts'
import { visitOf } from '../http/open-box.ts'
import type { Connections } from '../imap/connections.ts'
import { openPart } from '../imap/message-parts.ts'
import { imageTypeOf } from '../message/image-type.ts'
import type { NoImage, RemoteImage } from '../message/remote-image.ts'
import type { ContentAddresses, Opens } from './content-address.ts'
import type { ContentParts } from './content-app.ts'

export interface ImageParts {
  readonly addresses: ContentAddresses
  readonly boxes: AccessibleMailboxes
  readonly connections: Connections
  /** Never rejects. */
  readonly fetchImage: (address: string) => Promise<Result<RemoteImage, NoImage>>
}

/** An image inside a message; a larger one is a file to download. */
const mostImageOctets = 20 * 1024 * 1024

export const serveImage =
  (parts: ImageParts): ContentParts['imageAt'] =>
  async (kind, token, client) => {
    const opens = parts.addresses.read(token)
    if (opens === null || opens.kind !== kind) return null
    return await (opens.kind === 'part' ? ownImage(opens, client, parts) : imageElsewhere(opens, parts))
  }

async function imageElsewhere(
  { person, address }: Extract<Opens, { readonly kind: 'image' }>,
  { boxes, fetchImage }: ImageParts,
): Promise<RemoteImage | null> {
  // Whoever reads no box any more asks the Internet for nothing either.
  if ((await boxes.all(person)).length === 0) return null
  const fetched = await fetchImage(address)
  return fetched.ok ? fetched.value : null
}

async function ownImage(
  { person, box: id, folder, uid, part }: Extract<Opens, { readonly kind: 'part' }>,
  client: string,
  { boxes, connections }: ImageParts,
): Promise<RemoteImage | null> {
  const box = await boxes.one(person, id)
  if (box === null) return null
  const name = { folder, uid, uidValidity: null, part }
  const options = { mostOctets: mostImageOctets, charset: null }
  const opened = await openPart(connections, visitOf(person, box, client), { name, options })
  if (!opened.ok) return null
  const octets = Buffer.from(await new Response(opened.value).arrayBuffer())
  const type = imageTypeOf(octets)
  return type === null ? null : { type, octets }
}
