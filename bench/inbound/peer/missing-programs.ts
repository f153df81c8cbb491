// What the peer needs and this machine lacks. rspamd is there with our own stack.

import { access, constants } from 'node:fs/promises'

export const postfixMaster = '/usr/lib/postfix/sbin/master'
export const postfixCommand = '/usr/sbin/postfix'

/** One line that says what is missing and what to do, or null. */
export async function missingPrograms(): Promise<string | null> {
  const missing: string[] = []
  for (const program of [postfixMaster, postfixCommand]) {
    await access(program, constants.X_OK).catch(() => missing.push(program))
  }
  if (missing.length === 0) return null
  return [
    `${missing.join(' and ')} not found: the comparison needs Debian's package postfix`,
    '(apt-get install --no-install-recommends postfix; its own unit need not run). --alone measures ours without a peer.',
  ].join('\n')
}
