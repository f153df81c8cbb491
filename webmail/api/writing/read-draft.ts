// A draft as whoever goes on with it gets it, whichever program wrote it.

import type { z } from 'zod'
import { ok, type Result } from '#core/result.ts'
import { rawField } from '#core/shown-field.ts'
import type { Problem } from '#http/problem.ts'
import { type draftContent, mostRecipients, type savedDraft } from '../../contract/draft.ts'
import type { Asking } from '../http/handler.ts'
import type { OpenedBox } from '../http/open-box.ts'
import type { DraftVersion } from '../imap/drafts.ts'
import type { Correspondent } from '../imap/message-facts.ts'
import { type AttachedPart, attachmentsOf } from '../message/readable-parts.ts'
import { sanitiseHtml } from '../message/sanitise-html.ts'
import { revisionIn } from './draft-identity.ts'
import { type DraftNotes, notesIn } from './draft-notes.ts'
import { asShown, asWritten, partsOfHead, shownWhole, textsOf, writtenIn } from './shown-original.ts'
import { bareHtml, contentIdsIn, partsOfHtml, type WrittenParts, writtenHtml } from './written-html.ts'

export type DraftContent = z.output<typeof draftContent>
type Saved = Omit<z.input<typeof savedDraft>, 'conflict'>

export interface ReadDraft {
  readonly notes: DraftNotes
  /** As they go out. */
  readonly written: WrittenParts
  /** What is attached, without images that a text shows. */
  readonly attachments: readonly AttachedPart[]
}

/** What is in it, with its texts fetched. */
export async function readDraft(
  opened: OpenedBox,
  version: DraftVersion,
  ports: Asking['ports'],
): Promise<Result<ReadDraft, Problem>> {
  const texts = await textsOf(opened, version, ports)
  if (!texts.ok) return texts
  const html = revisionIn(version.fields) === null ? null : writtenIn(texts.value)
  const written =
    html === null
      ? { own: bareHtml(shownWhole(texts.value, version, asWritten).html), quote: '' }
      : safeParts(partsOfHtml(html))
  const shown = contentIdsIn(written.own + written.quote)
  return ok({
    notes: notesIn(version.fields),
    written,
    attachments: attachmentsOf(partsOfHead(version), shown),
  })
}

/** Any program may have put there what says that it is ours. */
const safeParts = ({ own, quote }: WrittenParts): WrittenParts => ({
  own: writtenHtml(own),
  quote: quote === '' ? '' : writtenHtml(quote),
})

/** Where it is, and what it has beside its text. */
export const savedOf = (
  { draft, revision, folder, uid, received }: DraftVersion,
  attachments: readonly AttachedPart[],
): Saved => ({
  ...{ draft, revision, place: { folder, uid }, at: received.toISOString() },
  attachments: attachments.map(({ part, name, type, octets }) => ({ part, name, type, bytes: octets })),
})

export function contentOf(version: DraftVersion, { notes, written }: ReadDraft, own: string): DraftContent {
  const { to, cc, bcc } = notes.typed ?? version
  return {
    from: version.from[0]?.address ?? own,
    ...{ to: recipientsOf(to), cc: recipientsOf(cc), bcc: recipientsOf(bcc) },
    subject: version.subject.slice(0, 900),
    html: written.own,
    about: notes.about,
    receipt: rawField(version.fields, 'disposition-notification-to') !== '',
  }
}

export const recipientsOf = (all: readonly Correspondent[]) =>
  all
    .slice(0, mostRecipients)
    .map(({ name, address }) => ({ name: name.slice(0, 200), address: address.slice(0, 320) }))

/** For the frame of the content origin. */
export const shownQuote = (
  version: DraftVersion,
  quote: string,
  { opened, context }: { readonly opened: OpenedBox; readonly context: Asking },
): string => (quote === '' ? '' : sanitiseHtml(quote, asShown(version, opened, context)).html)
