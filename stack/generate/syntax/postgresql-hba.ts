// pg_hba.conf: one record a line, fields apart by blanks. A quoted field is a plain name, an unquoted `all` the keyword.

import { generatedMark } from '../generated-file.ts'
import { refuseControl } from './refuse-control.ts'
import { UnwritableValue } from './unwritable-value.ts'

/** `all` as an object, so that no name can be mistaken for the keyword. */
type Name = string | { readonly keyword: 'all' }

export interface HbaRecord {
  /** A network for TCP, null for the Unix socket. */
  readonly from: string | null
  readonly database: Name
  readonly role: Name
  readonly method: 'scram-sha-256' | 'reject'
}

const syntax = 'pg_hba.conf'

export function postgresqlHba(records: readonly HbaRecord[]): string {
  return [`# ${generatedMark}`, ...records.map(showRecord), ''].join('\n')
}

function showRecord({ from, database, role, method }: HbaRecord): string {
  const access = [showName(database), showName(role)]
  return from === null
    ? ['local', ...access, method].join(' ')
    : ['host', ...access, quoted(from), method].join(' ')
}

const showName = (name: Name): string => (typeof name === 'string' ? quoted(name) : name.keyword)

/** A quoted field has no escapes. */
function quoted(text: string): string {
  if (text.includes('"')) throw new UnwritableValue(syntax, text)
  return `"${refuseControl(syntax, text)}"`
}
