// The message that a draft is, from what was typed, what it quotes and what goes along.

import { type EmailAddress, parseEmailAddress } from '#core/address/email-address.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { Problem, wrongField } from '#http/problem.ts'
import { takeShared } from '#http/request-concurrency.ts'
import { mostPictures } from '../../contract/picture-limits.ts'
import { textOfHtml } from '../message/text-of-html.ts'
import { buildMessage, type Mailbox } from './build-message.ts'
import type { Old, Saving } from './draft-change.ts'
import { type GatheredFile, gatherFiles } from './draft-files.ts'
import { messageIdOf, revisionFieldName } from './draft-identity.ts'
import { type DraftNotes, notesField, notesFieldName } from './draft-notes.ts'
import { textFor } from './draft-text.ts'
import type { DraftContent, ReadDraft } from './read-draft.ts'
import { nameOfSender } from './senders.ts'
import { contentIdsIn, saysSomething, wholeHtml } from './written-html.ts'

/** Such a message is made without waiting for a turn. */
const smallOctets = 1024 * 1024

interface Source extends Pick<ReadDraft, 'notes' | 'written'> {
  readonly octets: Buffer
  /** Content-IDs. */
  readonly shown: ReadonlySet<string>
}

interface Building {
  readonly draft: string
  readonly old: Old | null
  /** Files of it from this one on stay, whatever is kept. */
  readonly filesSince: number | null
  /** Of large messages; given back once this one has its place. */
  readonly turns: DisposableStack
}

export async function sourceOf(
  saving: Saving,
  { draft, old, filesSince, turns }: Building,
): Promise<Result<Source, Problem>> {
  const { opened, change, context } = saving
  const { ports } = context
  const text = await textFor(saving, old)
  if (!text.ok) return text
  const { content, own, quote, threading, amongUs, original } = text.value
  const html = wholeHtml(own, quote)
  const before = old?.version ?? null
  const shown = contentIdsIn(own + quote)
  if (change.added?.contentId != null && contentIdsIn(own).size > mostPictures)
    return failed(new Problem('too-large', `A text may show ${mostPictures} pictures.`))
  const ids = (old?.read.attachments ?? []).map(({ id }) => id)
  const files = await gatherFiles(
    opened,
    {
      before: old === null ? null : { message: old.version, files: old.read.attachments },
      ...{ copies: change.copies, added: isWanted(change.added, shown) ? change.added : null },
      keep: [...(change.keep ?? ids), ...(filesSince === null ? [] : ids.slice(filesSince))],
      original:
        original === null || content.about === null ? null : { place: content.about.place, head: original },
      shown,
      imagesOf: [before, original].filter((each) => each !== null),
      beforeReading: async (octets) => {
        if (octets > smallOctets) turns.use(await takeShared(ports.writing.wholeMessages))
      },
    },
    ports,
  )
  if (!files.ok) return files
  const isEmpty = saysNothing(content, own) && quote === '' && files.value.length === 0
  if (isEmpty && old !== null && !old.read.notes.empty)
    return failed(
      wrongField(
        '/body/content',
        'empty',
        'Nothing takes the place of what was written; throw it away instead.',
      ),
    )
  const notes = {
    about: content.about,
    typed: typedOf(content),
    by: context.person.id,
    amongUs,
    files: files.value.flatMap(({ id }) => id ?? []),
    empty: isEmpty,
    addedTo: addedTo(change, old),
  } satisfies DraftNotes
  const from = await authorOf(content.from, saving)
  const octets = await buildMessage({
    ...{ from, subject: content.subject, html, files: files.value, threading },
    ...{ to: readable(content.to), cc: readable(content.cc), bcc: readable(content.bcc) },
    messageId: messageIdOf(draft, opened.box.address),
    date: new Date(ports.clock.now()),
    receiptTo: content.receipt ? from.address : null,
    fields: { [revisionFieldName]: change.revision, [notesFieldName]: notesField(notes) },
  })
  return ok({ octets, shown, notes, written: { own, quote } })
}

/** A picture that the text shows no more by the time it comes would become a file beside it. */
const isWanted = (added: GatheredFile | null, shown: ReadonlySet<string>): boolean =>
  added?.contentId == null || shown.has(added.contentId)

const mostAdditions = 50

/** Only files were added to it. */
function addedTo({ added }: Saving['change'], old: Old | null): DraftNotes['addedTo'] {
  if (added === null || old === null) return []
  const { version, read } = old
  const before = { revision: version.revision, files: read.attachments.length }
  return [...read.notes.addedTo, before].slice(-mostAdditions)
}

const saysNothing = ({ to, cc, bcc, subject }: DraftContent, own: string): boolean =>
  to.length + cc.length + bcc.length === 0 && subject.trim() === '' && !saysSomething(own, textOfHtml(own))

/** Null where the fields say it all. */
function typedOf({ to, cc, bcc }: DraftContent): DraftNotes['typed'] {
  const isReadable = (each: Mailbox) => parseEmailAddress(each.address.trim()).ok
  return [...to, ...cc, ...bcc].every(isReadable) ? null : { to, cc, bcc }
}

const readable = (all: readonly Mailbox[]): readonly Mailbox[] =>
  all.flatMap(({ name, address }) => {
    const read = parseEmailAddress(address.trim())
    return read.ok ? [{ name, address: read.value }] : []
  })

/** A draft is kept whoever it is from: whether it may leave so is asked when it is sent. */
async function authorOf(
  from: string,
  { opened, context }: Saving,
): Promise<{ name: string; address: EmailAddress }> {
  const read = parseEmailAddress(from)
  const address = read.ok ? read.value : opened.box.address
  return { address, name: await nameOfSender(address, opened.box, context) }
}
