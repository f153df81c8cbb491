// The OpenDKIM of the peer: an RSA key of 2048 bits for each domain that sends, as ours has one beside its Ed25519 key.

import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { access, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { eventually } from '#test/support/stack/eventually.ts'
import { type Daemon, startDaemon } from '../../inbound/peer/start-daemon.ts'

export const opendkimProgram = '/usr/sbin/opendkim'
const own = join(import.meta.dirname, 'opendkim/opendkim.conf')

export const milterSocket = (folder: string): string => join(folder, 'milter/opendkim.sock')

export async function startOpendkim(domains: readonly string[], folder: string): Promise<Daemon> {
  const at = (name: string): string => join(folder, 'milter', name)
  for (const domain of domains) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
    await writeFile(at(`${domain}.pem`), pem, { mode: 0o600 })
    await promisify(execFile)('chown', ['opendkim:opendkim', at(`${domain}.pem`)])
  }
  const lines = (of: (domain: string) => string): string => domains.map((each) => `${of(each)}\n`).join('')
  await writeFile(
    at('keys'),
    lines((domain) => `${domain} ${domain}:peer:${at(`${domain}.pem`)}`),
  )
  await writeFile(
    at('signers'),
    lines((domain) => `*@${domain} ${domain}`),
  )
  const placed = {
    Socket: `local:${milterSocket(folder)}`,
    KeyTable: `file:${at('keys')}`,
    SigningTable: `refile:${at('signers')}`,
  }
  const ownLines = Object.entries(placed).map(([name, value]) => `${name} ${value}\n`)
  const file = join(folder, 'etc/opendkim.conf')
  await writeFile(file, `${ownLines.join('')}${await readFile(own, 'utf8')}`)
  const daemon = startDaemon(
    [opendkimProgram, '-f', '-x', file],
    'opendkim',
    join(folder, 'log/opendkim.log'),
  )
  await eventually('OpenDKIM', () =>
    access(milterSocket(folder)).then(
      () => true,
      () => null,
    ),
  )
  return daemon
}
