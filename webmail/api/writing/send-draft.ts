// A draft sent: looked into first, and put into the outbox as soon as nobody has anything more to ask. It stays where it is until
// it has left.

import { domainOf, type EmailAddress, mailboxKey, parseEmailAddress } from '#core/address/email-address.ts'
import type { MessageContent } from '#core/message/message-content.ts'
import { singleLine } from '#core/message/single-line.ts'
import { parseJustification } from '#core/policies/leak-justification.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Sender } from '#core/sending/sender.ts'
import { type Outgoing, outboxStore } from '#db/stores/webmail/outbox.ts'
import { changedMeanwhile, notFound, Problem } from '#http/problem.ts'
import { takeShared } from '#http/request-concurrency.ts'
import type { Asking } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import { forbiddenIn, type OpenedBox } from '../http/open-box.ts'
import { type DraftVersion, findDraft } from '../imap/drafts.ts'
import { textOfHtml } from '../message/text-of-html.ts'
import { alreadyAnswered, answeredBy, answeredMeanwhile } from './answered-meanwhile.ts'
import { checkLeaks } from './check-leaks.ts'
import { messageIdOf, revisionIn, sentId } from './draft-identity.ts'
import { outboxFull, placeOf } from './draft-in-outbox.ts'
import { outgoingMessage } from './outgoing-message.ts'
import { type ReadDraft, readDraft } from './read-draft.ts'
import { readPart } from './read-part.ts'
import { leftOf, questionsAbout, type SendingQuestion } from './sending-questions.ts'
import { contentIdsIn } from './written-html.ts'

export interface SendingAsked {
  readonly draft: string
  readonly revision: string
  readonly uid: number
  /** A problem where this hour cannot be meant: what was sent before is told all the same. */
  readonly sendAt: Result<Date, Problem>
  readonly accepted: readonly string[]
  /** Message-IDs. */
  readonly seenAnswers: readonly string[]
  readonly justification: string | undefined
  /** Of the request; null where it has none. */
  readonly key: string | null
}

export type Sent =
  | { readonly kind: 'waiting' | 'refused'; readonly outgoing: Outgoing }
  | { readonly kind: 'left' }
  | { readonly kind: 'questions'; readonly questions: readonly SendingQuestion[] }

interface Sending {
  readonly opened: OpenedBox
  readonly asked: SendingAsked
  readonly context: Asking
}

interface SendingAt extends Sending {
  readonly sendAt: Date
}

/** What base64 makes of the files that a message may carry, and its text. */
const mostOctets = 48 * 1024 * 1024
/** Such a message is looked into without waiting for a turn. */
const smallOctets = 1024 * 1024
/** As the table has it. */
const mostRecipients = 1_000

export async function sendDraft(
  opened: OpenedBox,
  asked: SendingAsked,
  context: Asking,
): Promise<Result<Sent, Problem>> {
  const { ports, database, person } = context
  const { box } = opened
  using _one = await ports.writing.ofOneDraft.take(`${box.id} ${asked.draft}`)
  const sender = await ports.writing.senders.findFor(box.address, person.id)
  if (sender === null) return failed(await forbiddenIn(box, context))
  const sending = { opened, asked, context }
  const before = await askedBefore(sending)
  if (before !== null) return before
  if (!asked.sendAt.ok) return asked.sendAt
  const version = await draftToSend(sending)
  if (!version.ok) return version
  const waiting = await outboxStore(database).ofDraft(box.id, placeOf(version.value))
  if (waiting !== null) return ok({ kind: 'waiting', outgoing: waiting })
  const sendingAt = { ...sending, sendAt: asked.sendAt.value }
  return await unlessAnswered(sending, version.value, async () => {
    const isLarge = version.value.size > smallOctets
    using _turn = isLarge ? await takeShared(ports.writing.wholeMessages) : null
    return await lookedInto(sendingAt, version.value, sender)
  })
}

/** What became of it, where no answer reached whoever sent it; null where it is sent now. Its draft may be gone. */
async function askedBefore({
  opened: { box },
  asked: { draft, revision, key, sendAt },
  context: { database },
}: Sending): Promise<Result<Sent, Problem> | null> {
  const became = await outboxStore(database).ofChange(box.id, { draft, revision })
  if (became === null) return null
  const isSame = key !== null && became.askedKey === key
  switch (became.kind) {
    case 'left':
      return ok({ kind: 'left' })
    case 'taken-back':
      return isSame ? failed(new Problem('changed-meanwhile', 'It was taken back meanwhile.')) : null
    case 'there': {
      const { outgoing } = became
      if (outgoing.state !== 'refused') return isSame || sendAt.ok ? ok({ kind: 'waiting', outgoing }) : null
      return isSame ? ok({ kind: 'refused', outgoing }) : null
    }
  }
}

async function draftToSend({ opened, asked, context }: Sending): Promise<Result<DraftVersion, Problem>> {
  const { connections, log } = context.ports
  const seen = await findDraft(connections, opened.visit, { draft: asked.draft, role: 'drafts' })
  if (!seen.ok) return failed(problemOfMail(seen.error, log))
  const newest = seen.value.versions.at(-1)
  if (newest === undefined) return failed(notFound('draft'))
  // What another program wrote is written anew by us before it leaves. Whoever may only file could put one there that names
  // the same revision: what leaves is the very message that its author saved.
  const isSeen = newest.uid === asked.uid && newest.revision === asked.revision
  if (!isSeen || revisionIn(newest.fields) === null) return failed(changedMeanwhile(undefined))
  return ok(newest)
}

async function lookedInto(
  sending: SendingAt,
  version: DraftVersion,
  sender: Sender,
): Promise<Result<Sent, Problem>> {
  const { opened, asked, context } = sending
  const { ports } = context
  const author = authorOf(version, sender)
  if (!author.ok) return author
  const read = await readDraft(opened, version, ports)
  if (!read.ok) return read
  const source = await readPart(opened, { message: version, part: null, mostOctets }, ports)
  if (!source.ok) return source
  const justification = parseJustification(singleLine(asked.justification ?? '', 500))
  const content = outgoingMessage(source.value, {
    ...{ date: sending.sendAt, justification },
    messageId: messageIdOf(sentId(asked), author.value),
  })
  const { to, cc, bcc } = recipientsOf(version, read.value)
  const recipients = parsedOnce([...to, ...cc, ...bcc])
  if (recipients.length > mostRecipients)
    return failed(new Problem('too-large', `A message may have ${mostRecipients} recipients.`))
  const leaks =
    recipients.length === 0 ? ok([]) : await checkLeaks({ content, recipients }, opened.box, ports)
  if (!leaks.ok) return leaks
  const facts = await factsOf({ version, read: read.value, to, cc, bcc, recipients }, context)
  const questions = [...questionsAbout(facts), ...leaks.value]
  const left = leftOf(questions, { accepted: new Set(asked.accepted), justification })
  const [first, ...others] = recipients
  if (left.length > 0 || first === undefined) return ok({ kind: 'questions', questions: left })
  const ready = { content, author: author.value, recipients: [first, ...others] } as const
  return await putInto(sending, version, ready)
}

/**
 * Of two who press at the same instant, the second is told of the first, and waits for it until it is in the outbox. Asked before
 * the message is read: folders are looked through for it, and nobody keeps a whole message in memory for as long as that takes.
 */
async function unlessAnswered(
  { opened, asked, context }: Sending,
  version: DraftVersion,
  send: () => Promise<Result<Sent, Problem>>,
): Promise<Result<Sent, Problem>> {
  const answered = answeredBy(opened, version, context.ports)
  if (answered === null) return await send()
  const { ofOneDraft } = context.ports.writing
  using _one = await ofOneDraft.take(`${opened.box.id} ${answered.messageId}`)
  const other = await answeredMeanwhile(opened, answered, new Set(asked.seenAnswers), context)
  return other === null ? await send() : failed(alreadyAnswered(other))
}

/** Whether it may leave under this name is asked again by the submission, at the hour it leaves. */
function authorOf({ from }: DraftVersion, { addresses }: Sender): Result<EmailAddress, Problem> {
  const read = parseEmailAddress(from[0]?.address ?? '')
  return read.ok && addresses.has(mailboxKey(read.value).key)
    ? ok(read.value)
    : failed(new Problem('forbidden', 'This box may not write from that address.'))
}

interface Recipients {
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
}

function recipientsOf(version: DraftVersion, { notes }: ReadDraft): Recipients {
  const { to, cc, bcc } = notes.typed ?? version
  const addresses = (all: readonly { readonly address: string }[]) => all.map(({ address }) => address.trim())
  return { to: addresses(to), cc: addresses(cc), bcc: addresses(bcc) }
}

function parsedOnce(written: readonly string[]): readonly EmailAddress[] {
  const once = new Map<string, EmailAddress>()
  for (const each of written) {
    const read = parseEmailAddress(each)
    if (read.ok && !once.has(read.value.toLowerCase())) once.set(read.value.toLowerCase(), read.value)
  }
  return [...once.values()]
}

interface Facts extends Recipients {
  readonly version: DraftVersion
  readonly read: ReadDraft
  readonly recipients: readonly EmailAddress[]
}

async function factsOf({ version, read, to, cc, bcc, recipients }: Facts, { ports }: Asking) {
  const { policies, directory } = ports.writing
  const { hostedDomains: inside } = await policies.book()
  const unknown: EmailAddress[] = []
  for (const each of recipients)
    if (inside.has(domainOf(each)) && (await directory.resolve(each)).kind === 'unknown') unknown.push(each)
  const { written, attachments, notes } = read
  return {
    ...{ visible: [...to, ...cc], blind: bcc, subject: version.subject, text: textOfHtml(written.own) },
    hasFiles: attachments.length > 0 || contentIdsIn(written.own).size > 0,
    ...{ amongUs: notes.amongUs, inside, unknown },
  }
}

interface Ready {
  readonly content: MessageContent
  readonly author: EmailAddress
  readonly recipients: readonly [EmailAddress, ...EmailAddress[]]
}

async function putInto(
  { opened: { box }, asked, sendAt, context: { database, person, client } }: SendingAt,
  version: DraftVersion,
  { content, author, recipients }: Ready,
): Promise<Result<Sent, Problem>> {
  const store = outboxStore(database)
  const id = await store.add({
    ...{ commune: box.commune, mailbox: box.id, person: person.id, client },
    ...{ reversePath: author, recipients, content: whole(content) },
    ...{ draft: placeOf(version), sendAt },
    ...{ draftId: asked.draft, revision: asked.revision, askedKey: asked.key },
  })
  if (id === null && (await store.stateOfDraft(box.id, placeOf(version))) === null) return failed(outboxFull)
  const outgoing = id === null ? null : await store.one(box.id, id)
  return outgoing === null ? failed(changedMeanwhile(undefined)) : ok({ kind: 'waiting', outgoing })
}

/** It is in memory as it is. */
const whole = ({ head, body }: MessageContent): Buffer => Buffer.concat([head, body.whole ?? Buffer.alloc(0)])
