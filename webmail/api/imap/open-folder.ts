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

/** Always opened anew: a folder that stays open shows only what Dovecot had told of it so far. */
export async function openFolder(client: ImapFlow, path: string): Promise<Result<OpenFolder, MailFault>> {
  if (path === '' || forbidden.test(path)) return failed(noSuchFolder)
  const box = await client.mailboxOpen(path)
  return ok({
    uidValidity: Number(box.uidValidity),
    uidNext: box.uidNext,
    modseq: box.highestModseq ?? 0n,
    exists: box.exists,
    mayMark: box.readOnly !== true,
  })
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
