// What stands at the head of one message, whole: an answer goes to all to whom it went, however many they are, where a list
// shows some of them.

import type { FetchMessageObject, ImapFlow, MessageAddressObject, MessageStructureObject } from 'imapflow'
import { failed, ok, type Result } from '#core/result.ts'
import type { Connections, Visit } from './connections.ts'
import { type MailFault, noSuchMessage } from './mail-fault.ts'
import type { Correspondent } from './message-facts.ts'
import { openFolder } from './open-folder.ts'

export interface MessageHead {
  readonly folder: string
  readonly uidValidity: number
  readonly uid: number
  readonly subject: string
  readonly from: readonly Correspondent[]
  readonly replyTo: readonly Correspondent[]
  readonly to: readonly Correspondent[]
  readonly cc: readonly Correspondent[]
  readonly bcc: readonly Correspondent[]
  /** `<…>` or empty. */
  readonly messageId: string
  readonly inReplyTo: string
  /** What its writer says; null when it is no date. */
  readonly date: Date | null
  readonly received: Date
  readonly size: number
  readonly structure: MessageStructureObject | null
  /** Those that were asked for, as they stand in the message. */
  readonly fields: Buffer
}

/** More than anybody may write to at once. */
const mostAddresses = 1_000

export function readMessageHead(
  connections: Connections,
  visit: Visit,
  {
    folder,
    uid,
    fields,
  }: { readonly folder: string; readonly uid: number; readonly fields: readonly string[] },
): Promise<Result<MessageHead, MailFault>> {
  return connections.read(visit, async (client) => {
    const opened = await openFolder(client, folder)
    if (!opened.ok) return opened
    const [head] = await messageHeads(client, String(uid), fields)
    return head === undefined ? failed(noSuchMessage) : ok(head)
  })
}

/** Of the folder that is open; `uids` is a set of them. */
export async function messageHeads(
  client: ImapFlow,
  uids: string,
  fields: readonly string[],
): Promise<readonly MessageHead[]> {
  const { mailbox } = client
  if (mailbox === false || uids === '') return []
  const named = fields.length === 0 ? {} : { headers: [...fields] }
  const query = { envelope: true, internalDate: true, size: true, bodyStructure: true, ...named }
  const fetched = await client.fetchAll(uids, query, { uid: true })
  const place = { folder: mailbox.path, uidValidity: Number(mailbox.uidValidity) }
  return fetched.map((message) => ({ ...place, ...headOf(message) }))
}

function headOf(fetched: FetchMessageObject): Omit<MessageHead, 'folder' | 'uidValidity'> {
  const { uid, envelope = {}, internalDate, size = 0, bodyStructure, headers } = fetched
  const date = envelope.date === undefined ? null : new Date(envelope.date)
  return {
    ...{ uid, size, subject: envelope.subject ?? '' },
    from: addressed(envelope.from),
    replyTo: addressed(envelope.replyTo),
    to: addressed(envelope.to),
    cc: addressed(envelope.cc),
    bcc: addressed(envelope.bcc),
    messageId: envelope.messageId ?? '',
    inReplyTo: envelope.inReplyTo ?? '',
    date: date === null || Number.isNaN(date.getTime()) ? null : date,
    received: new Date(internalDate ?? 0),
    structure: bodyStructure ?? null,
    fields: headers ?? Buffer.alloc(0),
  }
}

/** A group (RFC 5322 §3.4) has a name and no address. */
const addressed = (given: readonly MessageAddressObject[] = []): readonly Correspondent[] =>
  given
    .map(({ name = '', address = '' }) => ({ name, address }))
    .filter(({ address }) => address !== '')
    .slice(0, mostAddresses)
