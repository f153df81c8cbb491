// The certificate of the mail host when the operator names none: a private authority made once in the state folder,
// and a leaf that is made again when the host name changes or its end comes near.

import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import type { Paths } from '../spec/paths.ts'
import { writeOwnedFile } from './owned-file.ts'
import { accountOf } from './users.ts'

const day = 86_400_000
const authorityDays = 3650
const leafDays = 397
const renewBeforeDays = 30

/** Files of the demo authority and of the mail host's certificate below `<state>/tls`. */
export const certificateFiles = (paths: Paths) => ({
  authority: join(paths.tls, 'authority.crt'),
  authorityKey: join(paths.tls, 'authority.key'),
  certificate: join(paths.tls, 'mail-host.crt'),
  key: join(paths.tls, 'mail-host.key'),
})

/** Makes what is missing. The leaf's key belongs to `vaguemestre`; Dovecot reads it as root. */
export async function makeCertificates(paths: Paths, names: readonly string[], now: number): Promise<void> {
  const files = certificateFiles(paths)
  const authority = await readPair(files.authority, files.authorityKey)
  const signer = authority ?? (await makeAuthority(files, now))
  if (authority !== null && (await isCurrent(files.certificate, names, now))) return
  const leaf = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - day),
    notAfterDate: new Date(now + leafDays * day),
    ca: signer,
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2 as const, value })) },
    ],
  })
  const ours = await accountOf('vaguemestre')
  await writeOwnedFile(files.certificate, `${leaf.cert.trim()}\n${signer.cert.trim()}\n`, {
    uid: 0,
    gid: 0,
    mode: 0o644,
  })
  await writeOwnedFile(files.key, leaf.private, { ...ours, mode: 0o400 })
}

async function makeAuthority(files: ReturnType<typeof certificateFiles>, now: number) {
  const made = await generate([{ name: 'commonName', value: 'Vaguemestre private authority' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - day),
    notAfterDate: new Date(now + authorityDays * day),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  await writeOwnedFile(files.authorityKey, made.private, { uid: 0, gid: 0, mode: 0o400 })
  await writeOwnedFile(files.authority, made.cert, { uid: 0, gid: 0, mode: 0o644 })
  return { cert: made.cert, key: made.private }
}

async function readPair(certificate: string, key: string): Promise<{ cert: string; key: string } | null> {
  const [cert, secret] = await Promise.all(
    [certificate, key].map((file) => readFile(file, 'utf8').catch(() => null)),
  )
  return typeof cert === 'string' && typeof secret === 'string' ? { cert, key: secret } : null
}

async function isCurrent(file: string, names: readonly string[], now: number): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return false
  const certificate = new X509Certificate(text)
  const valid = certificate.validToDate.getTime() - now > renewBeforeDays * day
  return valid && names.every((name) => certificate.checkHost(name) !== undefined)
}
