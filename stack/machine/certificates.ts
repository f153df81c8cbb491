// The certificate of the mail host when the operator names none: a private authority made once in the state folder,
// and a leaf that is made again when the host name changes or its end comes near.

import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { certificateFiles } from '../spec/certificate-files.ts'
import type { Paths } from '../spec/paths.ts'
import { mustSucceed } from './command.ts'
import { writeOwnedFile } from './owned-file.ts'
import { accountOf } from './users.ts'

const day = 86_400_000
const authorityDays = 3650
const leafDays = 397
const renewBeforeDays = 30

/** Makes what is missing. The leaf's key belongs to `vaguemestre`; Dovecot reads it as root. */
export async function makeCertificates(
  paths: Paths,
  names: readonly [string, ...string[]],
  now: number,
): Promise<void> {
  const files = certificateFiles(paths)
  const hasAuthority = existsSync(files.authority) && existsSync(files.authorityKey)
  if (hasAuthority && (await isCurrent(files.certificate, names, now))) return
  if (!hasAuthority) await makeAuthority(files)
  const root = { uid: 0, gid: 0 }
  const ours = await accountOf('vaguemestre')
  await writeOwnedFile(files.key, newKey(), { ...ours, mode: 0o400 })
  const leaf = await certify(files.key, names[0], [
    '-CA',
    files.authority,
    '-CAkey',
    files.authorityKey,
    '-days',
    String(leafDays),
    '-addext',
    'basicConstraints=critical,CA:FALSE',
    '-addext',
    'keyUsage=critical,digitalSignature',
    '-addext',
    'extendedKeyUsage=serverAuth',
    '-addext',
    `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`,
  ])
  const chain = `${leaf}${await readFile(files.authority, 'utf8')}`
  await writeOwnedFile(files.certificate, chain, { ...root, mode: 0o644 })
}

async function makeAuthority(files: ReturnType<typeof certificateFiles>): Promise<void> {
  const root = { uid: 0, gid: 0 }
  await writeOwnedFile(files.authorityKey, newKey(), { ...root, mode: 0o400 })
  const certificate = await certify(files.authorityKey, 'Vaguemestre private authority', [
    '-days',
    String(authorityDays),
    '-addext',
    'basicConstraints=critical,CA:TRUE',
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign',
  ])
  await writeOwnedFile(files.authority, certificate, { ...root, mode: 0o644 })
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
}

/** The certificate in PEM. Keys are named by file: nothing secret stands in an argument. */
function certify(keyFile: string, commonName: string, options: readonly string[]): Promise<string> {
  // An empty configuration: the distribution's own would add extensions a second time.
  const line = [
    'openssl',
    'req',
    '-x509',
    '-new',
    '-sha256',
    '-config',
    '/dev/null',
    '-key',
    keyFile,
  ] as const
  return mustSucceed([...line, '-subj', `/CN=${commonName}`, ...options])
}

async function isCurrent(file: string, names: readonly string[], now: number): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return false
  const certificate = new X509Certificate(text)
  const valid = certificate.validToDate.getTime() - now > renewBeforeDays * day
  return valid && names.every((name) => certificate.checkHost(name) !== undefined)
}
