// DKIM signatures made by hand (RFC 6376 §3.4, §3.7), so that each tag can be wrong on purpose and no library checks
// itself.

import { createHash, sign } from 'node:crypto'
import { withLineEnd } from '../gateway/proxied-message.ts'
import { rsa2048, type SigningKey } from './signing-keys.ts'

export interface HandSigning {
  readonly key?: SigningKey
  /** Instead of the default tags; null leaves one out, what has no default is added. */
  readonly tags?: Readonly<Record<string, string | null>>
  /** Between the other tags and bh=, as it is. */
  readonly raw?: string
  /** `DKIM-Signature` unless it is another field of the same form. */
  readonly field?: string
}

const crlf = '\r\n'

/** The message with one more signature on top. */
export function handSigned(message: string, signing: HandSigning = {}): string {
  return signatureField(message, signing) + crlf + message
}

/** Without its last line end. */
export function signatureField(message: string, signing: HandSigning = {}): string {
  const { key = rsa2048, raw = '', field = 'DKIM-Signature' } = signing
  const { bh, b, ...wanted } = {
    v: '1',
    a: key.algorithm,
    c: 'relaxed/relaxed',
    d: 'away.test',
    s: 's1',
    h: 'from:subject',
    ...signing.tags,
  } as Record<string, string | null | undefined>
  const [headerCanon = '', bodyCanon = 'simple'] = (wanted.c ?? 'simple/simple').split('/')
  const [head = '', ...rest] = withLineEnd(message).split(crlf + crlf)
  const body = canonicalBody(rest.join(crlf + crlf), bodyCanon === 'relaxed')
  const hash = wanted.a?.split('-')[1] === 'sha1' ? 'sha1' : 'sha256'
  const counted = wanted.l === null || wanted.l === undefined ? body : body.subarray(0, Number(wanted.l))
  const bodyHash = bh === undefined ? createHash(hash).update(counted).digest('base64') : bh
  const tags = [...Object.entries(wanted), ['bh', bodyHash]].flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [`${name}=${value}`],
  )
  if (raw !== '') tags.splice(-1, 0, raw)
  const relaxed = headerCanon === 'relaxed'
  const text = `${field}: ${tags.join('; ')}; b=`
  const signed = [
    ...named(`${head}${crlf}`, wanted.h ?? '').map((each) => canonicalField(each, relaxed) + crlf),
  ]
  const octets = Buffer.from(signed.join('') + canonicalField(text + crlf, relaxed))
  if (b === null) return text.slice(0, -'; b='.length)
  return text + (b ?? signatureOf(octets, key, hash))
}

function signatureOf(octets: Buffer, { privateKey, algorithm }: SigningKey, hash: string): string {
  if (algorithm === 'rsa-sha256') return sign(hash, octets, privateKey).toString('base64')
  return sign(null, createHash('sha256').update(octets).digest(), privateKey).toString('base64')
}

/** §5.4.2: from the bottom up; what is not there adds nothing. */
function named(head: string, list: string): readonly string[] {
  const fields = head.match(/^[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*/gm) ?? []
  return list.split(':').flatMap((name) => {
    const at = fields.findLastIndex((field) => nameOf(field) === name.trim().toLowerCase())
    return at < 0 ? [] : fields.splice(at, 1)
  })
}

const nameOf = (field: string): string => field.slice(0, field.indexOf(':')).trim().toLowerCase()

/** Without the line end. */
function canonicalField(field: string, relaxed: boolean): string {
  if (!relaxed) return field.slice(0, -crlf.length)
  const value = field.slice(field.indexOf(':') + 1).replaceAll(crlf, '')
  return `${nameOf(field)}:${value.replace(/[ \t]+/g, ' ').trim()}`
}

function canonicalBody(body: string, relaxed: boolean): Buffer {
  const lines = relaxed ? body.replace(/[ \t]+/g, ' ').replaceAll(/ (?=\r\n)/g, '') : body
  const trimmed = lines.replace(/(\r\n)+$/, '')
  return Buffer.from(relaxed && trimmed === '' ? '' : `${trimmed}${crlf}`)
}
