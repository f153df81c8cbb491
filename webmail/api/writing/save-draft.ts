// A draft written anew. Nothing that somebody wrote is ever lost by it: a change that does not follow the one that is there becomes
// a draft of its own, and what is there goes only once the new version has its place.

import { domainOf, type EmailAddress, parseEmailAddress } from '#core/email-address.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { notFound, Problem, wrongField } from '#http/problem.ts'
import { takeOfAll } from '#http/request-turns.ts'
import type { Asking } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import type { OpenedBox } from '../http/open-box.ts'
import { type DraftVersion, findDraft, putDraft, removeVersions, type SeenDraft } from '../imap/drafts.ts'
import type { Role } from '../imap/folder-names.ts'
import { type MessageHead, readMessageHead } from '../imap/message-head.ts'
import { attachmentsOf } from '../message/readable-parts.ts'
import { textOfHtml } from '../message/text-of-html.ts'
import { buildMessage, type FileOfMessage, type Mailbox } from './build-message.ts'
import { gatherFiles } from './draft-files.ts'
import { messageIdOf, otherDraft, revisionFieldName } from './draft-identity.ts'
import { type DraftNotes, notesField, notesFieldName } from './draft-notes.ts'
import { quoteOf } from './quote.ts'
import { contentOf, type DraftContent, type ReadDraft, readDraft } from './read-draft.ts'
import { noThreading, type Threading, threadingOf, threadingTo } from './references.ts'
import { nameOfSender } from './senders.ts'
import { asWritten, partsOfHead, shownWhole, textsOf } from './shown-original.ts'
import { bareHtml, contentIdsIn, saysSomething, wholeHtml, writtenHtml } from './written-html.ts'

export interface DraftChange {
  readonly draft: string
  readonly revision: string
  readonly basedOn: string | null
  /** Null: as it is. */
  readonly content: DraftContent | null
  /** Null: all that there are. */
  readonly keep: readonly string[] | null
  readonly copies: readonly { readonly folder: string; readonly uid: number; readonly part: string }[]
  readonly added: FileOfMessage | null
}

export interface DraftSaved {
  readonly version: DraftVersion
  readonly read: ReadDraft
  readonly conflict: boolean
}

interface Saving {
  readonly opened: OpenedBox
  readonly change: DraftChange
  readonly context: Asking
}

/** Somebody else may be changing it at the same moment, from elsewhere. */
const mostTries = 4

export async function saveDraft(
  opened: OpenedBox,
  change: DraftChange,
  context: Asking,
): Promise<Result<DraftSaved, Problem>> {
  const { ofOneDraft } = context.ports.writing
  using _turn = await ofOneDraft.take(`${opened.box.id} ${change.draft}`)
  const saving = { opened, change, context }
  for (let tried = 0; tried < mostTries; tried += 1) {
    const saved = await tryToSave(saving)
    if (!saved.ok) return saved
    if (saved.value !== null) return ok(saved.value)
  }
  return failed(new Problem('try-later', 'Somebody else is changing this draft; nothing was changed.'))
}

/** Null where it changed while the new version was made. */
async function tryToSave(saving: Saving): Promise<Result<DraftSaved | null, Problem>> {
  const { change } = saving
  const seen = await look(saving, change.draft, 'drafts')
  if (!seen.ok) return seen
  const newest = seen.value.versions.at(-1) ?? null
  if (newest?.revision === change.revision) return await alreadySaved(saving, seen.value, newest)
  if (newest === null || newest.revision === change.basedOn)
    return await written(saving, { draft: change.draft, seen: seen.value, before: newest, conflict: false })
  const draft = otherDraft(change.draft, change.revision)
  const other = await look(saving, draft, 'drafts')
  if (!other.ok) return other
  const before = other.value.versions.at(-1)
  if (before !== undefined) {
    const read = await readDraft(saving.opened, before, saving.context.ports)
    return read.ok ? ok({ version: before, read: read.value, conflict: true }) : read
  }
  return await written(saving, { draft, seen: other.value, before: newest, conflict: true })
}

async function look(
  { opened, context: { ports } }: Saving,
  draft: string,
  role: Role,
): Promise<Result<SeenDraft, Problem>> {
  const seen = await findDraft(ports.connections, opened.visit, { draft, role })
  return seen.ok ? seen : failed(problemOfMail(seen.error, ports.log))
}

/** The same change came before; a version that it left behind goes now. */
async function alreadySaved(
  { opened, context: { ports } }: Saving,
  seen: SeenDraft,
  newest: DraftVersion,
): Promise<Result<DraftSaved, Problem>> {
  const versions = seen.versions.filter(({ uid }) => uid !== newest.uid)
  if (versions.length > 0) await removeVersions(ports.connections, opened.visit, { ...seen, versions })
  const read = await readDraft(opened, newest, ports)
  return read.ok ? ok({ version: newest, read: read.value, conflict: false }) : read
}

interface Place {
  /** Under which it is written. */
  readonly draft: string
  readonly seen: SeenDraft
  /** What it was, wherever that is. */
  readonly before: DraftVersion | null
  readonly conflict: boolean
}

async function written(saving: Saving, place: Place): Promise<Result<DraftSaved | null, Problem>> {
  const { opened, change, context } = saving
  const { ports } = context
  const old = await whatItWas(saving, place.before)
  if (!old.ok) return old
  const hasFiles =
    change.added !== null || change.copies.length > 0 || (old.value?.read.attachments.length ?? 0) > 0
  using _turn = hasFiles ? await takeOfAll(ports.writing.wholeMessages) : null
  const source = await sourceOf(saving, place.draft, old.value)
  if (!source.ok) return source
  const { octets, shown, ...read } = source.value
  const put = await putDraft(ports.connections, opened.visit, { ...place, source: octets })
  if (!put.ok) return failed(problemOfMail(put.error, ports.log))
  if (put.value === null) return ok(null)
  const attachments = attachmentsOf(partsOfHead(put.value), shown)
  return ok({ version: put.value, read: { ...read, attachments }, conflict: place.conflict })
}

interface Old {
  readonly version: DraftVersion
  readonly read: ReadDraft
}

/** What another program threw away lies in the trash, with its files. */
async function whatItWas(saving: Saving, before: DraftVersion | null): Promise<Result<Old | null, Problem>> {
  const { opened, change, context } = saving
  let version = before
  if (version === null && change.basedOn !== null) {
    const thrown = await look(saving, change.draft, 'trash')
    if (!thrown.ok) return thrown
    version = thrown.value.versions.at(-1) ?? null
  }
  if (version === null) return ok(null)
  const read = await readDraft(opened, version, context.ports)
  return read.ok ? ok({ version, read: read.value }) : read
}

interface Source extends Pick<ReadDraft, 'notes' | 'written'> {
  readonly octets: Buffer
  /** Content-IDs. */
  readonly shown: ReadonlySet<string>
}

async function sourceOf(saving: Saving, draft: string, old: Old | null): Promise<Result<Source, Problem>> {
  const { opened, change, context } = saving
  const { ports } = context
  const text = await textFor(saving, old)
  if (!text.ok) return text
  const { content, own, quote, threading, amongUs, original } = text.value
  const html = wholeHtml(own, quote)
  const before = old?.version ?? null
  const shown = contentIdsIn(own + quote)
  const files = await gatherFiles(
    opened,
    {
      ...{ before, copies: change.copies, added: change.added },
      keep: change.keep ?? (old?.read.attachments ?? []).map(({ part }) => part),
      shown,
      imagesOf: [before, original].filter((each) => each !== null),
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
    amongUs,
    empty: isEmpty,
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

interface TextOfDraft {
  readonly content: DraftContent
  readonly own: string
  readonly quote: string
  readonly threading: Threading
  readonly amongUs: boolean
  /** What is quoted, where it was fetched for this. */
  readonly original: MessageHead | null
}

async function textFor(saving: Saving, old: Old | null): Promise<Result<TextOfDraft, Problem>> {
  const { opened, change } = saving
  const before = old === null ? null : threadingOf(old.version)
  const asItIs = old === null ? null : contentOf(old.version, old.read, opened.box.address)
  const content = change.content ?? asItIs
  if (content === null) return failed(notFound('draft'))
  const own = writtenHtml(content.html)
  const { about } = content
  const same = { content, own, threading: before ?? noThreading, original: null }
  if (about === null) return ok({ ...same, quote: '', amongUs: false })
  const notes = old?.read.notes
  if (old !== null && notes !== undefined && isSame(notes.about, about)) {
    const { quote } = old.read.written
    if (!about.quoted || quote !== '')
      return ok({ ...same, quote: about.quoted ? quote : '', amongUs: notes.amongUs })
  }
  return await textAbout(saving, { ...same, about })
}

const isSame = (one: DraftContent['about'], other: DraftContent['about']): boolean =>
  one?.kind === other?.kind &&
  one?.place.folder === other?.place.folder &&
  one?.place.uid === other?.place.uid

/** The original may be gone by now: what was written about it is kept all the same. */
async function textAbout(
  { opened, context }: Saving,
  {
    about,
    ...same
  }: Omit<TextOfDraft, 'quote' | 'amongUs'> & { readonly about: NonNullable<DraftContent['about']> },
): Promise<Result<TextOfDraft, Problem>> {
  const { ports } = context
  const asked = { ...about.place, fields: ['References'] }
  const original = await readMessageHead(ports.connections, opened.visit, asked)
  if (!original.ok) {
    const { kind } = original.error
    if (kind !== 'noSuchMessage' && kind !== 'noSuchFolder')
      return failed(problemOfMail(original.error, ports.log))
    return ok({ ...same, quote: '', amongUs: false })
  }
  const head = original.value
  const threading = threadingTo(head, about.kind)
  const amongUs = about.kind === 'reply' && (await isAmongUs(head, context))
  if (!about.quoted) return ok({ ...same, threading, amongUs, quote: '' })
  const texts = await textsOf(opened, head, ports)
  if (!texts.ok) return texts
  const body = bareHtml(shownWhole(texts.value, head, asWritten).html)
  return ok({ ...same, threading, amongUs, quote: quoteOf(head, { kind: about.kind, body }), original: head })
}

async function isAmongUs({ from, to, cc }: MessageHead, { ports }: Asking): Promise<boolean> {
  const { hostedDomains } = await ports.writing.policies.book()
  return [...from, ...to, ...cc].every(({ address }) => {
    const read = parseEmailAddress(address)
    return read.ok && hostedDomains.has(domainOf(read.value))
  })
}

const saysNothing = ({ to, cc, bcc, subject }: DraftContent, own: string): boolean =>
  to.length + cc.length + bcc.length === 0 && subject.trim() === '' && !saysSomething(own, textOfHtml(own))

/** Null where the fields say it all. */
function typedOf({ to, cc, bcc }: DraftContent): DraftNotes['typed'] {
  const isReadable = (each: Mailbox) => parseEmailAddress(each.address).ok
  return [...to, ...cc, ...bcc].every(isReadable) ? null : { to, cc, bcc }
}

const readable = (all: readonly Mailbox[]): readonly Mailbox[] =>
  all.flatMap(({ name, address }) => {
    const read = parseEmailAddress(address)
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
