// What the peer needs and this machine lacks. rspamd is there with our own stack.

import { access, constants } from 'node:fs/promises'
import type { PeerDirectory } from './directory.ts'

export const postfixMaster = '/usr/lib/postfix/sbin/master'
export const postfixCommand = '/usr/sbin/postfix'
/** A library that proxymap loads. */
const postgresqlTables = '/usr/lib/postfix/postfix-pgsql.so'

/** One line that says what is missing and what to do, or null. */
export async function missingPrograms(directory: PeerDirectory): Promise<string | null> {
  const missing: string[] = []
  for (const program of [
    postfixMaster,
    postfixCommand,
    ...(directory === 'database' ? [postgresqlTables] : []),
  ]) {
    await access(program, constants.R_OK).catch(() => missing.push(program))
  }
  if (missing.length === 0) return null
  return [
    `${missing.join(' and ')} not found: the comparison needs Debian's packages postfix and postfix-pgsql`,
    '(apt-get install --no-install-recommends postfix postfix-pgsql; its own unit need not run). --peer-directory table does without the second, --alone without a peer.',
  ].join('\n')
}
