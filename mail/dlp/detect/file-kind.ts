// What an attached file is by its name and its first octets, where its kind alone says that too much leaves.

import type { LeakKind } from '#core/policies/leak.ts'

type FileLeak = Extract<LeakKind, 'key-file' | 'database-file' | 'encrypted-file'>

const endings: readonly (readonly [kind: FileLeak, endings: readonly string[]])[] = [
  ['key-file', 'pfx p12 ppk kdbx kdb jks keystore ovpn agekey'.split(' ')],
  ['database-file', 'sql dump mdb accdb sqlite sqlite3 db3 pst ost mbox ldif fdb bak pgdump'.split(' ')],
  ['encrypted-file', 'gpg pgp age zed axx aes veracrypt hc'.split(' ')],
]

/** How they begin; a renamed file begins as before. */
const beginnings: readonly (readonly [kind: FileLeak, start: string])[] = [
  ['database-file', 'SQLite format 3\0'],
  ['database-file', '!BDN'],
  ['database-file', '\0\x01\0\0Standard Jet DB'],
  ['database-file', '\0\x01\0\0Standard ACE DB'],
  ['database-file', 'PGDMP'],
  ['key-file', 'PuTTY-User-Key-File'],
  ['key-file', '\x03\xd9\xa2\x9a'],
  ['encrypted-file', '-----BEGIN PGP MESSAGE'],
  ['encrypted-file', 'age-encryption.org/'],
]

const privateKey = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/
const sshKey = /(?:^|[\\/])id_(?:rsa|dsa|ecdsa|ed25519)$/i

export function fileKind(name: string, content: Buffer): FileLeak | null {
  const start = content.toString('latin1', 0, 4096)
  const begun = beginnings.find(([, beginning]) => start.startsWith(beginning))
  if (begun !== undefined) return begun[0]
  if (privateKey.test(start) || sshKey.test(name)) return 'key-file'
  const ending = /\.([^.]+)$/.exec(name.trim().toLowerCase())?.[1] ?? ''
  return endings.find(([, each]) => each.includes(ending))?.[0] ?? null
}

/** A key pasted into a text. */
export const hasPrivateKey = (written: string): boolean => privateKey.test(written)
