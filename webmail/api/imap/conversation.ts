// One conversation, opened: all its messages wherever they lie but in the trash and the junk folder, unless it was opened there,
// the oldest first, with everything that is shown around a message but the message itself.

import type { FetchMessageObject, ImapFlow, MessageStructureObject } from 'imapflow'
import { findingsFieldName } from '#core/message/findings-field.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Connections, Visit } from './connections.ts'
import type { KnownMail } from './conversation-list.ts'
import { conversationWith, type FolderState } from './folder-index.ts'
import { isWithin, type Role, roleNames } from './folder-names.ts'
import { type Folder, foldersOf } from './folders.ts'
import { labelsAmong } from './label-keyword.ts'
import { type MailFault, noSuchMessage } from './mail-fault.ts'
import { type Correspondent, correspondents, ofEnvelope } from './message-facts.ts'
import { messageIdsIn } from './message-ids.ts'
import { catchUp, openFolder, openForContent, openIfThere } from './open-folder.ts'
import { readAhead } from './read-ahead.ts'
import type { Window } from './reference-cache.ts'
import { excerptsOf } from './thread-command.ts'
import { uidSets } from './uid-set.ts'

export interface Message {
  readonly folder: string
  readonly uidValidity: number
  readonly uid: number
  readonly subject: string
  readonly from: readonly Correspondent[]
  readonly replyTo: readonly Correspondent[]
  readonly to: readonly Correspondent[]
  readonly cc: readonly Correspondent[]
  readonly bcc: readonly Correspondent[]
  readonly messageId: string
  readonly inReplyTo: string
  /** What its writer says; null when it is no date. */
  readonly date: Date | null
  readonly received: Date
  readonly size: number
  readonly unread: boolean
  readonly flagged: boolean
  readonly answered: boolean
  readonly forwarded: boolean
  readonly draft: boolean
  /** Its beginning, for the line that it is folded to; of many messages only the last have one. */
  readonly excerpt: string
  readonly labels: readonly string[]
  /** Of programs: what was answered to an invitation, whether a receipt was sent. */
  readonly keywords: ReadonlySet<string>
  readonly structure: MessageStructureObject | null
  /** As they stand in the message, folds and all, ending in CRLF: those of `shownFields` and the findings. */
  readonly fields: Buffer
}

export interface Opening {
  readonly folder: string
  readonly uidValidity: number | null
  /** Any message of the conversation. */
  readonly uid: number
  /** False: that message alone. */
  readonly wholeConversation: boolean
}

/** What is read of the head of a message besides its envelope. */
const shownFields = [
  ...[findingsFieldName, 'Received', 'References', 'List-Id', 'List-Unsubscribe', 'List-Unsubscribe-Post'],
  ...['Disposition-Notification-To', 'Auto-Submitted', 'Importance', 'X-Priority', 'Content-Language'],
  ...['Disposition-Notification-Options', 'Original-Recipient', 'Return-Path', 'Precedence', 'List-Post'],
]

/** Of one folder, at once: nobody reads on after so many, and who does asks for those before. */
const mostMessages = 200
/** Of those that nothing is known of yet, each is some milliseconds: the next conversation looks into the rest. */
const mostFoldersRead = 40
/** Of one folder: those before them stand behind a count. */
const mostExcerpts = 10
const dayMilliseconds = 24 * 60 * 60_000

/** Of two copies the one in the first of them is shown. */
const searchedFirst: readonly (Role | null)[] = ['inbox', 'archive', 'sent', 'drafts', 'snoozed', null]

/** Whoever files each matter in a folder of its own has all of it together, but for what was thrown away or is junk. */
const searched = (folders: readonly Folder[]): readonly (FolderState & { readonly path: string })[] =>
  searchedFirst
    .flatMap((role) => folders.filter((each) => each.role === role))
    .filter(
      ({ path, selectable, messages }) => selectable && messages > 0 && !isWithin(path, roleNames.trash),
    )
    .map(({ path, uidValidity, uidNext, modseq }) => ({ path, uidValidity, uidNext, modseq: BigInt(modseq) }))

export interface ConversationPart {
  /** With those of other folders that belong to them. */
  readonly messages: readonly Message[]
  /** All of the conversation in the folder it was opened in, the oldest first. */
  readonly uids: readonly number[]
  /** How many of them come before `messages`. */
  readonly older: number
}

interface Mail {
  readonly connections: Connections
  readonly known: KnownMail
}

/** The newest of it, but for so many. */
export async function openConversationPart(
  mail: Mail,
  visit: Visit,
  { skip, ...opening }: Opening & { readonly skip: number },
): Promise<Result<ConversationPart, MailFault>> {
  const { connections, known } = mail
  const part = await connections.read(visit, async (client) => {
    const opened = await uidsToOpen(client, { known, visit, opening })
    if (!opened.ok) return opened
    const uids = opened.value
    const end = uids.length - skip
    const older = Math.max(0, end - mostMessages)
    const { folder, wholeConversation } = opening
    const shown = uids.slice(older, Math.max(0, end))
    const here = await messagesOf(client, folder, shown, wholeConversation ? shown : [])
    if (here.length === 0) return failed(noSuchMessage)
    const messages = wholeConversation
      ? [...here, ...(await elsewhere(client, { known, visit, folder }, here))]
      : here
    return ok({ messages: withoutCopies(messages), uids, older })
  })
  readAhead(mail, visit)
  return part
}

export async function openConversation(
  mail: Mail,
  visit: Visit,
  opening: Opening,
): Promise<Result<readonly Message[], MailFault>> {
  const opened = await openConversationPart(mail, visit, { ...opening, skip: 0 })
  return opened.ok ? ok(opened.value.messages) : opened
}

/** One message for what never changes of it: its marks may be those of before. */
export function openMessage(
  connections: Connections,
  visit: Visit,
  { folder, uid }: Pick<Opening, 'folder' | 'uid'>,
): Promise<Result<Message, MailFault>> {
  return connections.read(visit, async (client) => {
    const opened = await openForContent(client, { folder, uid, uidValidity: null })
    if (!opened.ok) return opened
    const [message] = await messagesOf(client, folder, [uid])
    return message === undefined ? failed(noSuchMessage) : ok(message)
  })
}

async function uidsToOpen(
  client: ImapFlow,
  { known, visit, opening }: { readonly known: KnownMail; readonly visit: Visit; readonly opening: Opening },
): Promise<Result<readonly number[], MailFault>> {
  const { folder, uid, uidValidity, wholeConversation } = opening
  const opened = wholeConversation
    ? await known.folders.open(client, { mailbox: visit.mailbox, folder })
    : await openFolder(client, folder)
  if (!opened.ok) return opened
  if (uidValidity !== null && opened.value.uidValidity !== uidValidity) return failed(noSuchMessage)
  if (!('uids' in opened.value)) return ok([uid])
  const uids = conversationWith(opened.value, uid)
  return uids === null ? failed(noSuchMessage) : ok(uids)
}

/** What of it lies in the other folders: whoever answers one of these messages, or what these answer. */
async function elsewhere(
  client: ImapFlow,
  { known, visit, folder }: { readonly known: KnownMail; readonly visit: Visit; readonly folder: string },
  here: readonly Message[],
): Promise<readonly Message[]> {
  const ids = [...new Set(here.flatMap(idsOf))]
  const window = windowAround(here)
  const messages: Message[] = []
  await catchUp(client)
  let read = 0
  for (const { path: other, ...state } of searched(await foldersOf(client))) {
    if (other === folder) continue
    const place = { mailbox: visit.mailbox, folder: other }
    const asked = { window, state }
    if (!known.references.isKnown(place, asked) && ++read > mostFoldersRead) continue
    const references = await known.references.asOf(client, place, asked)
    if (references === null) continue
    const belongs = ids.flatMap((id) => [...references.withId(id), ...references.answersTo(id)])
    const uids = [...new Set(belongs.map(({ uid }) => uid))].toSorted((one, two) => one - two)
    if (uids.length === 0 || (await openIfThere(client, other))?.uidValidity !== references.uidValidity)
      continue
    messages.push(...(await messagesOf(client, other, uids.slice(-mostMessages), uids)))
  }
  return messages
}

/** Answers come soon after, what is answered came not long before. */
function windowAround(messages: readonly Message[]): Window {
  const times = messages.map(({ received }) => received.getTime())
  return {
    since: new Date(Math.min(...times) - 30 * dayMilliseconds),
    until: new Date(Math.max(...times) + 90 * dayMilliseconds),
  }
}

/** Its own id, and those it answers. */
const idsOf = ({ messageId, inReplyTo, fields }: Message): readonly string[] =>
  [messageId, inReplyTo, referencesIn(fields)].flatMap(messageIdsIn)

const referencesIn = (fields: Buffer): string =>
  /^References:((?:.*\r?\n)(?:[ \t].*\r?\n)*)/im.exec(fields.toString('latin1'))?.[1] ?? ''

const query = {
  ...{ envelope: true, flags: true, internalDate: true, size: true, bodyStructure: true },
  headers: shownFields,
}

/** Of the folder that is open. `folded`: those that may be shown as a line. */
async function messagesOf(
  client: ImapFlow,
  folder: string,
  uids: readonly number[],
  folded: readonly number[] = [],
): Promise<readonly Message[]> {
  const messages: Message[] = []
  const excerpts = await excerptsOf(client, folded.slice(-mostExcerpts))
  const uidValidity = client.mailbox === false ? 0 : Number(client.mailbox.uidValidity)
  for (const set of uidSets(uids))
    for (const message of await client.fetchAll(set, query, { uid: true }))
      messages.push({ folder, uidValidity, excerpt: excerpts.get(message.uid) ?? '', ...messageOf(message) })
  return messages
}

function messageOf(fetched: FetchMessageObject): Omit<Message, 'folder' | 'uidValidity' | 'excerpt'> {
  const { uid, envelope = {}, flags = new Set(), internalDate, size = 0, bodyStructure, headers } = fetched
  const date = envelope.date === undefined ? null : new Date(envelope.date)
  return {
    ...{ uid, size, ...ofEnvelope(envelope) },
    replyTo: correspondents(envelope.replyTo),
    cc: correspondents(envelope.cc),
    bcc: correspondents(envelope.bcc),
    date: date === null || Number.isNaN(date.getTime()) ? null : date,
    received: new Date(internalDate ?? 0),
    unread: !flags.has('\\Seen'),
    flagged: flags.has('\\Flagged'),
    answered: flags.has('\\Answered'),
    forwarded: flags.has('$Forwarded'),
    draft: flags.has('\\Draft'),
    labels: labelsAmong(flags),
    keywords: new Set(
      Array.from(flags, (flag) => flag.toLowerCase()).filter((flag) => !flag.startsWith('\\')),
    ),
    structure: bodyStructure ?? null,
    fields: headers ?? Buffer.alloc(0),
  }
}

/** What was sent to oneself or to a list one is on lies twice; the first named stays, which is that of the folder in sight. */
function withoutCopies(messages: readonly Message[]): readonly Message[] {
  const seen = new Set<string>()
  const each = messages.filter(({ messageId, folder, uid }) => {
    const name = messageId === '' ? `${folder} ${uid}` : messageId
    return !seen.has(name) && seen.add(name)
  })
  return each.toSorted((one, other) => one.received.getTime() - other.received.getTime())
}
