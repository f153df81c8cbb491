// A certificate authority that nobody but the test trusts, and certificates of it, by the openssl of the machine.

import { execFileSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface ServerCertificate {
  /** PEM; what issued it behind it. */
  readonly cert: string
  readonly key: string
}

export interface Authority {
  readonly pem: string
  /** For these names, all of them alternative ones. */
  issue(...names: readonly [string, ...string[]]): ServerCertificate
  /** Its time is over. */
  issueExpired(...names: readonly [string, ...string[]]): ServerCertificate
  /** Signed by a server's certificate, which may not sign others; that one stands behind it. */
  issueByServer(...names: readonly [string, ...string[]]): ServerCertificate
  /** The PEM of an authority with the same key and another name. */
  renamed(name: string): string
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

const authorityUsage = [
  ...['-addext', 'basicConstraints=critical,CA:TRUE'],
  ...['-addext', 'keyUsage=critical,keyCertSign'],
]

function request(folder: string, name: string, options: readonly string[]): ServerCertificate {
  const [crt, key] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)]
  const common = [
    '-x509',
    '-sha256',
    '-config',
    '/dev/null',
    ...(options.includes('-key') ? [] : [...newKey, '-keyout', key]),
    '-days',
    '2',
    '-out',
    crt,
  ]
  execFileSync('openssl', ['req', ...common, ...options], { stdio: 'pipe' })
  return { cert: readFileSync(crt, 'utf8'), key: options.includes('-key') ? '' : readFileSync(key, 'utf8') }
}

export function makeAuthority(folder: string, name: string): Authority {
  const { cert: pem } = request(folder, name, ['-subj', `/CN=${name}`, ...authorityUsage])
  const signerOf = (file: string) => [
    '-CA',
    join(folder, `${file}.crt`),
    '-CAkey',
    join(folder, `${file}.key`),
  ]
  let issued = 0
  const issue = (
    names: readonly string[],
    {
      signer = name,
      validity = [],
    }: { readonly signer?: string; readonly validity?: readonly string[] } = {},
  ): ServerCertificate => {
    issued += 1
    const alternative = `subjectAltName=${names.map((each) => `DNS:${each}`).join(',')}`
    const subject = ['-subj', `/CN=server ${issued}`, '-addext', alternative]
    const constraints = ['-addext', 'basicConstraints=critical,CA:FALSE']
    const options = [...signerOf(signer), ...subject, ...constraints, ...validity]
    const { cert, key } = request(folder, `${name}-${issued}`, options)
    return { cert: `${cert}${readFileSync(join(folder, `${signer}.crt`), 'utf8')}`, key }
  }
  const over = ['-not_before', '20250101000000Z', '-not_after', '20250102000000Z']
  return {
    pem,
    issue: (...names) => issue(names),
    issueExpired: (...names) => issue(names, { validity: over }),
    issueByServer(...names) {
      issue(['server.test'])
      return issue(names, { signer: `${name}-${issued}` })
    },
    renamed(other) {
      const key = ['-key', join(folder, `${name}.key`)]
      return request(folder, other, [...key, '-subj', `/CN=${other}`, ...authorityUsage]).cert
    },
  }
}

/** The right-hand side of a TLSA record for the certificate (RFC 6698 §2.2), such as `3 1 1 …`. */
export function tlsa(pem: string, usage: 2 | 3, matchingType: 0 | 1 | 2 = 1, selector: 0 | 1 = 1): string {
  const certificate = new X509Certificate(pem)
  const whole =
    selector === 0 ? certificate.raw : certificate.publicKey.export({ type: 'spki', format: 'der' })
  const hashed =
    matchingType === 0
      ? whole
      : createHash(matchingType === 1 ? 'sha256' : 'sha512')
          .update(whole)
          .digest()
  return `${usage} ${selector} ${matchingType} ${hashed.toString('hex')}`
}
