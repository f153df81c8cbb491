// A draft as whoever goes on with it gets it, whichever program wrote it.

import type { z } from 'zod'
import { rawField } from '#core/message/decoded-field.ts'
import { ok, type Result } from '#core/result.ts'
import type { Problem } from '#http/problem.ts'
import { type draftContent, mostRecipients, type savedDraft } from '../../contract/draft.ts'
import type { Asking } from '../http/handler.ts'
import type { OpenedBox } from '../http/open-box.ts'
import type { DraftVersion } from '../imap/drafts.ts'
import type { Correspondent } from '../imap/message-facts.ts'
import { type AttachedPart, attachmentsOf, type InlineImage } from '../message/readable-parts.ts'
import { sanitiseHtml } from '../message/sanitise-html.ts'
import { foreignFileId, revisionIn } from './draft-identity.ts'
import { type DraftNotes, notesIn } from './draft-notes.ts'
import { asShown, asWritten, partsOfHead, shownWhole, textsOf, writtenIn } from './shown-original.ts'
import { bareHtml, contentIdsIn, partsOfHtml, type WrittenParts, writtenHtml } from './written-html.ts'

export type DraftContent = z.output<typeof draftContent>
type Saved = Omit<z.input<typeof savedDraft>, 'conflict'>

/** A file of a draft, by what stays with it. */
export interface DraftFile extends AttachedPart {
  readonly id: string
}

export interface ReadDraft {
  readonly notes: DraftNotes
  /** As they go out. */
  readonly written: WrittenParts
  /** What is attached, without images that a text shows. */
  readonly attachments: readonly DraftFile[]
  /** Those that a text shows. */
  readonly pictures: readonly InlineImage[]
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
  const notes = notesIn(version.fields)
  return ok({ notes, written, ...besideText(version, notes, shown) })
}

/** What is in it besides words. */
export const besideText = (
  version: DraftVersion,
  notes: Pick<DraftNotes, 'files'>,
  shown: ReadonlySet<string>,
): Pick<ReadDraft, 'attachments' | 'pictures'> => ({
  attachments: filesOf(version, notes, shown),
  pictures: partsOfHead(version).inlineImages.filter(({ contentId }) => shown.has(contentId)),
})

/** Another program may have written the draft anew, with our notes of what it was. */
function filesOf(
  version: DraftVersion,
  { files }: Pick<DraftNotes, 'files'>,
  shown: ReadonlySet<string>,
): readonly DraftFile[] {
  const attached = attachmentsOf(partsOfHead(version), shown)
  const known = files.length === attached.length ? files : []
  return attached.map((file, index) => ({ ...file, id: known[index] ?? foreignFileId(version, file.part) }))
}

/** Any program may have put there what says that it is ours. */
const safeParts = ({ own, quote }: WrittenParts): WrittenParts => ({
  own: writtenHtml(own),
  quote: quote === '' ? '' : writtenHtml(quote),
})

/** Where it is, and what it has beside its text. */
export const savedOf = (
  { draft, revision, folder, uid, received }: DraftVersion,
  { attachments, pictures }: Pick<ReadDraft, 'attachments' | 'pictures'>,
): Saved => ({
  ...{ draft, revision, place: { folder, uid }, at: received.toISOString() },
  attachments: attachments.map(({ id, part, name, type, octets }) => ({
    id,
    part,
    name,
    type,
    bytes: octets,
  })),
  pictures: pictures.map(({ contentId, part, name, type, octets }) => ({
    ...{ contentId, part, name, type },
    bytes: octets,
  })),
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
