// Opening a folder on a connection, seen as it is now.

import type { ImapFlow } from 'imapflow'
import { failed, ok, type Result } from '#core/result.ts'
import type { FolderState } from './folder-index.ts'
import { type MailFault, noSuchFolder, noSuchMessage } from './mail-fault.ts'

/** Messages as everything here names them: uids mean nothing without the folder, and its age. */
export interface MessagesIn {
  readonly folder: string
  /** As the list said; null when it is not known. */
  readonly uidValidity: number | null
  readonly uids: readonly number[]
}

export interface OpenFolder extends FolderState {
  readonly exists: number
  readonly mayMark: boolean
}

/** What no path holds, and no command line may. */
const forbidden = /[\p{Cc}]/u

/** Before counts are asked for: of the folder that is open Dovecot counts what it has told of it, and not what came since. */
export async function catchUp(client: ImapFlow): Promise<void> {
  if (client.mailbox !== false) await client.noop()
}

interface Look {
  /** Of the library: another object each time that a folder is opened. */
  readonly mailbox: ImapFlow['mailbox']
  readonly path: string
  readonly folder: OpenFolder
}

/** By connection: which folder was opened last by what only looks, null for none yet. */
const looks = new WeakMap<ImapFlow, Look | null>()

/** What comes next on the connection only looks: a folder that it opens twice in a row needs to be opened but once. */
export const beginLook = (client: ImapFlow): void => void looks.set(client, null)

/** What comes next changes something, and sees what it did. */
export const endLook = (client: ImapFlow): void => void looks.delete(client)

/** Opened anew for each request: a folder that stays open shows only what Dovecot had told of it so far. */
export async function openFolder(client: ImapFlow, path: string): Promise<Result<OpenFolder, MailFault>> {
  if (path === '' || forbidden.test(path)) return failed(noSuchFolder)
  const look = looks.get(client)
  if (look?.path === path && look.mailbox === client.mailbox) return ok(look.folder)
  const box = await client.mailboxOpen(path)
  const folder = {
    uidValidity: Number(box.uidValidity),
    uidNext: box.uidNext,
    modseq: box.highestModseq ?? 0n,
    exists: box.exists,
    mayMark: box.readOnly !== true,
  }
  if (look !== undefined) looks.set(client, { mailbox: client.mailbox, path, folder })
  return ok(folder)
}

/**
 * For what never changes of a message: a folder that was opened when the message was there already is not opened anew. Who was
 * expunged meanwhile is not in what is fetched.
 */
export async function openForContent(
  client: ImapFlow,
  { folder, uidValidity, uid }: Omit<MessagesIn, 'uids'> & { readonly uid: number },
): Promise<Result<null, MailFault>> {
  const { mailbox } = client
  const isOpen = mailbox !== false && mailbox.path === folder && uid < mailbox.uidNext
  if (isOpen && (uidValidity === null || Number(mailbox.uidValidity) === uidValidity)) return ok(null)
  const opened = await openFor(client, { folder, uidValidity })
  return opened.ok ? ok(null) : opened
}

/** The same for messages whose uids somebody was given: of a folder made anew since, they would be others. */
export async function openFor(
  client: ImapFlow,
  { folder, uidValidity }: Pick<MessagesIn, 'folder' | 'uidValidity'>,
): Promise<Result<OpenFolder, MailFault>> {
  const opened = await openFolder(client, folder)
  if (!opened.ok || uidValidity === null || opened.value.uidValidity === uidValidity) return opened
  return failed(noSuchMessage)
}

/** Null for one that another client deleted. */
export async function openIfThere(client: ImapFlow, folder: string): Promise<OpenFolder | null> {
  try {
    const opened = await openFolder(client, folder)
    return opened.ok ? opened.value : null
  } catch (error) {
    if (error instanceof Error && 'mailboxMissing' in error) return null
    throw error
  }
}
