// The versions of a draft in the folder of drafts. A new one is put there before the old one goes, so that whoever is killed in
// between leaves two, of which the newer counts and the older goes with the next change.

import type { ImapFlow } from 'imapflow'
import { ok, type Result } from '#core/result.ts'
import { draftIdOf, revisionFieldName, revisionOf } from '../writing/draft-identity.ts'
import { notesFieldName } from '../writing/draft-notes.ts'
import type { Connections, Visit } from './connections.ts'
import type { Role } from './folder-names.ts'
import { folderOfRole } from './folders.ts'
import type { MailFault } from './mail-fault.ts'
import { type MessageHead, messageHeads } from './message-head.ts'
import { openFolder } from './open-folder.ts'
import { uidSets } from './uid-set.ts'

export interface DraftVersion extends MessageHead {
  readonly draft: string
  readonly revision: string
}

/** A draft as it was when it was looked for. */
export interface SeenDraft {
  readonly uidValidity: number
  readonly uidNext: number
  /** The oldest first. */
  readonly versions: readonly DraftVersion[]
}

/** Fields of a draft that its envelope does not have. */
export const draftFields = [revisionFieldName, notesFieldName, 'References', 'Disposition-Notification-To']

/** Nobody goes on with one that lies below so many others. */
const mostLookedAt = 2_000

/** `role`: the folder of drafts, or the trash for one that another program threw away. */
export function findDraft(
  connections: Connections,
  visit: Visit,
  { draft, role }: { readonly draft: string; readonly role: Role },
): Promise<Result<SeenDraft, MailFault>> {
  return connections.read(visit, async (client) => {
    const opened = await openFolder(client, await folderOfRole(client, role))
    if (!opened.ok) return opened
    const { uidValidity, uidNext, exists } = opened.value
    const range = `${Math.max(1, exists - mostLookedAt + 1)}:*`
    const uids = exists === 0 ? [] : await versionsIn(client, draft, { range, byUid: false })
    return ok({ uidValidity, uidNext, versions: await versionsOf(client, uids) })
  })
}

/** Where somebody is at work lately. */
const mostLately = 100

/** The last ones of the folder, the oldest first. */
export function latestDrafts(
  connections: Connections,
  visit: Visit,
): Promise<Result<readonly MessageHead[], MailFault>> {
  return connections.read(visit, async (client) => {
    const opened = await openFolder(client, await folderOfRole(client, 'drafts'))
    if (!opened.ok) return opened
    const { exists } = opened.value
    if (exists === 0) return ok([])
    const range = `${Math.max(1, exists - mostLately + 1)}:*`
    const listed = await client.fetchAll(range, { uid: true, flags: true })
    const uids = listed.filter(({ flags }) => flags?.has('\\Deleted') !== true).map(({ uid }) => uid)
    const heads: MessageHead[] = []
    for (const set of uidSets(uids)) heads.push(...(await messageHeads(client, set, draftFields)))
    return ok(heads)
  })
}

/** Null where somebody else changed it since it was looked for. */
export function putDraft(
  connections: Connections,
  visit: Visit,
  { draft, seen, source }: { readonly draft: string; readonly seen: SeenDraft; readonly source: Buffer },
): Promise<Result<DraftVersion | null, MailFault>> {
  return connections.change(visit, async (client) => {
    const folder = await folderOfRole(client, 'drafts')
    const opened = await openFolder(client, folder)
    if (!opened.ok) return opened
    if (await isChanged(client, draft, { seen, now: opened.value })) return ok(null)
    const appended = await client.append(folder, source, ['\\Seen', '\\Draft'])
    if (appended === false || appended.uid === undefined) return ok(null)
    const { uid } = appended
    // Another process may have done the same in this instant: the first keeps the name of the draft, the other goes elsewhere.
    const since = await versionsIn(client, draft, { range: `${seen.uidNext}:*`, byUid: true })
    if (since.some((other) => other < uid)) {
      await expunge(client, [uid])
      return ok(null)
    }
    await expunge(
      client,
      seen.versions.map((version) => version.uid),
    )
    return ok((await versionsOf(client, [uid]))[0] ?? null)
  })
}

/** For good. */
export function removeVersions(
  connections: Connections,
  visit: Visit,
  { uidValidity, versions }: Pick<SeenDraft, 'uidValidity' | 'versions'>,
): Promise<Result<null, MailFault>> {
  return connections.change(visit, async (client) => {
    const opened = await openFolder(client, await folderOfRole(client, 'drafts'))
    if (!opened.ok) return opened
    if (opened.value.uidValidity === uidValidity)
      await expunge(
        client,
        versions.map(({ uid }) => uid),
      )
    return ok(null)
  })
}

async function isChanged(
  client: ImapFlow,
  draft: string,
  { seen, now }: { readonly seen: SeenDraft; readonly now: Pick<SeenDraft, 'uidValidity' | 'uidNext'> },
): Promise<boolean> {
  if (now.uidValidity !== seen.uidValidity) return true
  if (now.uidNext === seen.uidNext) return false
  return (await versionsIn(client, draft, { range: `${seen.uidNext}:*`, byUid: true })).length > 0
}

/** By their envelopes: full text, which a search would ask, may know nothing of a message that came a moment ago. */
async function versionsIn(
  client: ImapFlow,
  draft: string,
  { range, byUid }: { readonly range: string; readonly byUid: boolean },
): Promise<readonly number[]> {
  const { mailbox } = client
  if (mailbox === false) return []
  const uidValidity = Number(mailbox.uidValidity)
  const from = byUid ? Number(range.split(':')[0]) : 0
  const listed = await client.fetchAll(range, { uid: true, envelope: true, flags: true }, { uid: byUid })
  return (
    listed
      // `9:*` names the last message even where its uid is lower.
      .filter(({ uid, flags }) => uid >= from && flags?.has('\\Deleted') !== true)
      .filter(
        ({ uid, envelope }) =>
          draftIdOf({ uidValidity, uid, messageId: envelope?.messageId ?? '' }) === draft,
      )
      .map(({ uid }) => uid)
      .toSorted((one, other) => one - other)
  )
}

async function versionsOf(client: ImapFlow, uids: readonly number[]): Promise<readonly DraftVersion[]> {
  const versions: DraftVersion[] = []
  for (const set of uidSets(uids))
    for (const head of await messageHeads(client, set, draftFields)) versions.push(versionOf(head))
  return versions.toSorted((one, other) => one.uid - other.uid)
}

export const versionOf = (head: MessageHead): DraftVersion => ({
  ...head,
  draft: draftIdOf(head),
  revision: revisionOf(head),
})

async function expunge(client: ImapFlow, uids: readonly number[]): Promise<void> {
  for (const set of uidSets(uids)) await client.messageDelete(set, { uid: true })
}
