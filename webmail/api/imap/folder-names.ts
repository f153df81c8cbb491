// What a folder may be called, and which of them is which (RFC 6154). Pure.

import { snoozedFolder } from '#core/message/snoozed-folder.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { type MailFault, refused } from './mail-fault.ts'

export const roles = ['inbox', 'snoozed', 'sent', 'drafts', 'archive', 'junk', 'trash'] as const
export type Role = (typeof roles)[number]

/** As every mailbox has them (core/message/special-folders.ts), but for what was put off, which is made when first needed. */
export const roleNames: Readonly<Record<Role, string>> = {
  inbox: 'INBOX',
  snoozed: snoozedFolder,
  sent: 'Sent',
  drafts: 'Drafts',
  archive: 'Archive',
  junk: 'Junk',
  trash: 'Trash',
}

/** Where one's own messages lie, of which it matters to whom they are. */
export const isOwnFolder = (folder: string): boolean =>
  folder === roleNames.sent || folder === roleNames.drafts

export const separator = '/'
/** Deeper or longer, other clients and file systems begin to fail. */
const mostDepth = 8
const mostOctets = 120
/** Control and invisible characters, which nobody can tell apart; `*` and `%` are wildcards of LIST; `~` begins a home. */
const forbidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}*%\\/]|^[~.#&]|^\s|\s$/u

/** One level of a path, in any script. */
export function checkFolderName(name: string): Result<string, MailFault> {
  const composed = name.normalize('NFC')
  const isOdd = composed === '' || forbidden.test(composed) || Buffer.byteLength(composed) > mostOctets
  return isOdd ? failed(refused('CANNOT', 'not a name for a folder')) : ok(composed)
}

/** Where a new folder will be; `parent` is a path or null for the top. */
export function childPath(parent: string | null, name: string): Result<string, MailFault> {
  const checked = checkFolderName(name)
  if (!checked.ok) return checked
  const path = parent === null ? checked.value : `${parent}${separator}${checked.value}`
  if (path.split(separator).length > mostDepth) return failed(refused('CANNOT', 'too deep'))
  if (path.toUpperCase() === roleNames.inbox) return failed(refused('ALREADYEXISTS', 'there is one inbox'))
  return ok(path)
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf(separator) + 1)

export function parentOf(path: string): string | null {
  const end = path.lastIndexOf(separator)
  return end < 0 ? null : path.slice(0, end)
}

export const isWithin = (path: string, parent: string): boolean => path.startsWith(`${parent}${separator}`)
