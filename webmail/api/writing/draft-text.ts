// What a draft says and answers, from what was typed and from what it was: what it quotes is fetched once, and stays with it
// wherever the original goes.

import { domainOf, parseEmailAddress } from '#core/address/email-address.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { notFound, type Problem } from '#http/problem.ts'
import type { Asking } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import type { OpenedBox } from '../http/open-box.ts'
import { type MailFault, noSuchMessage } from '../imap/mail-fault.ts'
import { type MessageHead, readMessageHead } from '../imap/message-head.ts'
import { findMoved } from '../imap/moved-message.ts'
import type { Old, Saving } from './draft-change.ts'
import { quoteOf } from './quote.ts'
import { contentOf, type DraftContent } from './read-draft.ts'
import { noThreading, type Threading, threadingOf, threadingTo } from './references.ts'
import { asWritten, shownWhole, textsOf } from './shown-original.ts'
import { bareHtml, writtenHtml } from './written-html.ts'

export interface TextOfDraft {
  readonly content: DraftContent
  readonly own: string
  readonly quote: string
  readonly threading: Threading
  readonly amongUs: boolean
  /** What it is about, where it was fetched for this. */
  readonly original: MessageHead | null
}

export async function textFor(saving: Saving, old: Old | null): Promise<Result<TextOfDraft, Problem>> {
  const { opened, change } = saving
  const before = old === null ? null : threadingOf(old.version)
  const asItIs = old === null ? null : contentOf(old.version, old.read, opened.box.address)
  const content = change.content ?? asItIs
  if (content === null) return failed(notFound('draft'))
  const own = writtenHtml(content.html)
  const { about } = content
  const same = { content, own, threading: before ?? noThreading, original: null }
  if (about === null) return ok({ ...same, quote: '', amongUs: false })
  if (old === null || !isSame(old.read.notes.about, about))
    return await textAbout(saving, { ...same, about, amongUs: false }, 'wherever')
  const { written, notes } = old.read
  const known = { ...same, amongUs: notes.amongUs }
  if (!about.quoted) return ok({ ...known, quote: '' })
  if (written.quote !== '') return ok({ ...known, quote: written.quote })
  // What was not found anywhere is not looked for again each time something is typed.
  const wanted = notes.about?.quoted === true ? 'there' : 'wherever'
  return await textAbout(saving, { ...known, about }, wanted)
}

type About = NonNullable<DraftContent['about']>

const isSame = (one: DraftContent['about'], other: DraftContent['about']): boolean =>
  one?.kind === other?.kind &&
  one?.place.folder === other?.place.folder &&
  one?.place.uid === other?.place.uid

/** The original may be gone by now: what was written about it is kept all the same. */
async function textAbout(
  { opened, context }: Saving,
  { about, ...same }: Omit<TextOfDraft, 'quote'> & { readonly about: About },
  wanted: 'there' | 'wherever',
): Promise<Result<TextOfDraft, Problem>> {
  const { ports } = context
  const original = await originalOf(opened, { about, wanted }, ports)
  if (!original.ok) {
    const { kind } = original.error
    if (kind !== 'noSuchMessage' && kind !== 'noSuchFolder')
      return failed(problemOfMail(original.error, ports.log))
    return ok({ ...same, quote: '' })
  }
  const head = original.value
  const threading = threadingTo(head, about.kind)
  const amongUs = about.kind === 'reply' && (await isAmongUs(head, context))
  if (!about.quoted) return ok({ ...same, threading, amongUs, quote: '', original: head })
  const texts = await textsOf(opened, head, ports)
  if (!texts.ok) return texts
  const body = bareHtml(shownWhole(texts.value, head, asWritten).html)
  return ok({ ...same, threading, amongUs, quote: quoteOf(head, { kind: about.kind, body }), original: head })
}

/** Where it was, or wherever it was filed since; a search that takes too long finds nothing. */
async function originalOf(
  { visit }: OpenedBox,
  {
    about: { place, original: seen },
    wanted,
  }: { readonly about: About; readonly wanted: 'there' | 'wherever' },
  { connections }: Asking['ports'],
): Promise<Result<MessageHead, MailFault>> {
  const fields = ['References']
  const there = await readMessageHead(connections, visit, { ...place, fields })
  if (seen === undefined) return there
  const isElsewhere = there.ok
    ? there.value.messageId !== seen.messageId
    : there.error.kind === 'noSuchMessage' || there.error.kind === 'noSuchFolder'
  if (!isElsewhere) return there
  if (wanted === 'there') return failed(noSuchMessage)
  const { messageId, received } = seen
  const moved = await findMoved(connections, visit, { messageId, received: new Date(received), fields })
  return !moved.ok && moved.error.kind === 'busy' ? failed(noSuchMessage) : moved
}

async function isAmongUs({ from, to, cc }: MessageHead, { ports }: Asking): Promise<boolean> {
  const { hostedDomains } = await ports.writing.policies.book()
  return [...from, ...to, ...cc].every(({ address }) => {
    const read = parseEmailAddress(address)
    return read.ok && hostedDomains.has(domainOf(read.value))
  })
}
