// What a mailbox has as its rules in a Dovecot under test or of a stack, as if its owner had put them there.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Paths } from '#stack/spec/paths.ts'

/** In place of all before. */
export async function putRules(
  { etc }: Pick<Paths, 'etc'>,
  mailbox: EmailAddress,
  rules: string,
): Promise<void> {
  const config = join(etc, 'dovecot/dovecot.conf')
  const child = spawn('/usr/bin/doveadm', ['-c', config, 'sieve', 'put', '-u', mailbox, '-a', 'rules'], {
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (text: Buffer) => {
    said += text
  })
  child.stdin.end(rules)
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(said)
}
