// A message as the client gets it: who, when, what is attached; and its banner, as facts.

import type { z } from 'zod'
import type { messageBanner, messageView } from '../../contract/conversation.ts'
import type { OpenedBox } from '../http/open-box.ts'
import type { Message } from '../imap/conversation.ts'
import type { Correspondent } from '../imap/message-facts.ts'
import type { Banner } from '../message/banner.ts'
import {
  type AttachedPart,
  attachmentsOf,
  type ReadableParts,
  readableParts,
} from '../message/readable-parts.ts'

const nothing: ReadableParts = {
  ...{ shown: [], plain: [], attachments: [], inlineImages: [] },
  ...{ protection: null, complete: true },
}

export const partsOf = ({ structure }: Message): ReadableParts =>
  structure === null ? nothing : readableParts(structure)

/** What a text refers to shows only once it was read: until then no image inside is a file. */
export function messageViewOf(message: Message, { box }: OpenedBox): z.input<typeof messageView> {
  const { folder, uid, received, size, subject, excerpt, unread, flagged, answered, draft } = message
  const [from = null] = message.from
  const parts = partsOf(message)
  const inside = new Set(parts.inlineImages.map(({ contentId }) => contentId))
  return {
    place: { folder, uid },
    from: from === null ? null : shown(from),
    me: from?.address.toLowerCase() === box.address,
    to: message.to.map(shown),
    cc: message.cc.map(shown),
    bcc: message.bcc.map(shown),
    replyTo: message.replyTo.map(shown),
    ...{ subject, unread, flagged, answered, draft, excerpt },
    at: received.toISOString(),
    attachments: attachmentsOf(parts, inside).map(fileOf),
    bytes: size,
  }
}

const shown = ({ name, address }: Correspondent) => ({ name, address })

const fileOf = ({ part, name, type, octets }: AttachedPart) => ({ part, name, type, bytes: octets })

/** `author`: the address in From. */
export function bannerOf(banner: Banner | null, author: string): z.input<typeof messageBanner> | null {
  switch (banner?.kind) {
    case undefined:
      return null
    case 'bank-details-change':
      return { kind: 'bank-details' }
    case 'payment-pressure':
    case 'foreign-account':
      return { kind: banner.kind }
    case 'borrowed-name':
      // An address that is theirs, in a message that is not from there: nothing else of it is wrong.
      if (banner.name === author.toLowerCase())
        return { kind: 'unauthenticated', domain: banner.domain ?? banner.name }
      return { kind: 'look-alike', address: author, of: banner.name, by: 'name' }
    case 'look-alike-domain':
      return { kind: 'look-alike', address: author, of: banner.resembles, by: 'domain' }
    case 'dangerous-file':
      // Its name stands in a sentence of ours, which it may not turn around.
      return {
        kind: 'dangerous-file',
        mark: banner.file.mark,
        name: banner.file.name.replace(/[\p{Cc}\p{Cf}]/gu, ''),
      }
    case 'unverified':
      return { kind: 'unauthenticated', domain: banner.domain }
    case 'invoice-by-mail':
      return { kind: 'invoice' }
    case 'marking':
      return { kind: 'marking', marking: banner.marking }
  }
}
