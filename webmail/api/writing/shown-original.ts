// What a message says, as HTML that is safe, for whoever quotes it: shown to its author, or as it goes out with the answer.

import { failed, ok, type Result } from '#core/result.ts'
import type { Problem } from '#http/problem.ts'
import type { Asking } from '../http/handler.ts'
import type { OpenedBox } from '../http/open-box.ts'
import type { MessageHead } from '../imap/message-head.ts'
import { mostHtmlCharacters } from '../message/bounded-html.ts'
import { decodedText } from '../message/decoded-text.ts'
import { type FetchedText, messageHtml } from '../message/message-html.ts'
import type { ImageSources } from '../message/message-images.ts'
import { type ReadableParts, readableParts } from '../message/readable-parts.ts'
import { readPart } from './read-part.ts'
import { contentIdPlace } from './written-html.ts'

/** A message of more texts is no letter. */
const mostTexts = 20
const mostTextOctets = 4 * mostHtmlCharacters

const nothing: ReadableParts = {
  ...{ shown: [], plain: [], attachments: [], inlineImages: [] },
  ...{ protection: null, complete: true },
}

export const partsOfHead = ({ structure }: Pick<MessageHead, 'structure'>): ReadableParts =>
  structure === null ? nothing : readableParts(structure)

/** Images inside are named by their Content-ID, those elsewhere by where they are. */
export const asWritten: ImageSources = { ofContentId: contentIdPlace, ofAddress: (address) => address }

/** Images inside lie on the host of contents; those elsewhere are not loaded. */
export const asShown = (
  head: MessageHead,
  { box }: OpenedBox,
  { ports, person }: Pick<Asking, 'ports' | 'person'>,
): ImageSources => {
  const { inlineImages } = partsOfHead(head)
  return {
    ofContentId: (contentId) => {
      const image = inlineImages.find((each) => each.contentId === contentId)
      if (image === undefined) return null
      const { folder, uid } = head
      return ports.addresses.addressOf({
        kind: 'part',
        person: person.id,
        box: box.id,
        folder,
        uid,
        part: image.part,
      })
    },
    ofAddress: null,
  }
}

export interface ShownOriginal {
  readonly html: string
  readonly contentIds: ReadonlySet<string>
}

export async function textsOf(
  opened: OpenedBox,
  head: MessageHead,
  ports: Asking['ports'],
): Promise<Result<readonly FetchedText[], Problem>> {
  const fetched: FetchedText[] = []
  for (const part of partsOfHead(head).shown.slice(0, mostTexts)) {
    const whole = { message: head, part: part.part, mostOctets: mostTextOctets, mayBeCut: true } as const
    const octets = await readPart(opened, whole, ports)
    if (!octets.ok) return failed(octets.error)
    fetched.push({ part, octets: octets.value })
  }
  return ok(fetched)
}

/** The whole of it, its own history included. */
export function shownWhole(
  texts: readonly FetchedText[],
  { subject }: MessageHead,
  images: ImageSources,
): ShownOriginal {
  const { html, quoted, contentIds } = messageHtml(texts, { subject, images })
  return { html: html + (quoted ?? ''), contentIds }
}

/** Of the one HTML part that a message of ours has; null where there is none, or more beside it. */
export function writtenIn(texts: readonly FetchedText[]): string | null {
  const [only, ...others] = texts
  if (only === undefined || others.length > 0 || only.part.kind !== 'html') return null
  return decodedText(only.octets, only.part.charset, 'html')
}
