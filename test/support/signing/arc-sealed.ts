// ARC sets made by hand (RFC 8617 §4.1, §5.1), so that each part can be wrong on purpose and no library checks itself.

import { createHash, sign } from 'node:crypto'
import { signatureField } from './hand-signed.ts'
import { rsa1024, type SigningKey } from './signing-keys.ts'

type Tags = Readonly<Record<string, string | null>>

export interface ArcSealing {
  readonly domain?: string
  readonly key?: SigningKey
  /** The next one unless a test wants another. */
  readonly instance?: string
  readonly cv?: string
  /** What the sealer says it found, after `i=1; `. */
  readonly results?: string
  /** Changes of the ARC-Message-Signature and of the ARC-Seal. */
  readonly messageTags?: Tags
  readonly sealTags?: Tags
}

const crlf = '\r\n'
const kinds = ['arc-authentication-results', 'arc-message-signature', 'arc-seal']

/** The message with one more set on top. */
export function arcSealed(message: string, sealing: ArcSealing = {}): string {
  const sets = setsOf(message)
  const { domain = 'lists.test', key = rsa1024, instance = String(sets.length + 1) } = sealing
  const { cv = sets.length === 0 ? 'none' : 'pass' } = sealing
  const { results = `${domain}; dmarc=pass header.from=away.test` } = sealing
  const common = { d: domain, i: instance }
  const said = `ARC-Authentication-Results: i=${instance}; ${results}`
  const signature = signatureField(message, {
    key,
    field: 'ARC-Message-Signature',
    tags: { v: null, ...common, ...sealing.messageTags },
  })
  const tags = { i: instance, a: key.algorithm, cv, d: domain, s: 's1', ...sealing.sealTags }
  const text = Object.entries(tags).flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]))
  const seal = `ARC-Seal: ${text.join('; ')}; b=`
  const before = cv === 'fail' ? [] : sets.flat()
  const signed = [...before, said, signature].map((field) => relaxed(field) + crlf).join('') + relaxed(seal)
  return [seal + sealValue(signed, key), signature, said, message].join(crlf)
}

function sealValue(signed: string, { privateKey, algorithm }: SigningKey): string {
  if (algorithm === 'rsa-sha256') return sign('sha256', Buffer.from(signed), privateKey).toString('base64')
  return sign(null, createHash('sha256').update(signed).digest(), privateKey).toString('base64')
}

/** The fields of each set, oldest set first, in the order in which a seal covers them. */
function setsOf(message: string): readonly (readonly string[])[] {
  const head = message.slice(0, message.indexOf(crlf + crlf) + crlf.length)
  const fields = head.match(/^ARC-[^\r\n]*(?:\r\n[ \t][^\r\n]*)*/gim) ?? []
  const instances = [...new Set(fields.map(instanceOf))].sort((a, b) => a - b)
  return instances.map((instance) =>
    kinds.flatMap((kind) =>
      fields.filter((field) => instanceOf(field) === instance && field.toLowerCase().startsWith(`${kind}:`)),
    ),
  )
}

const instanceOf = (field: string): number => Number(/\bi=(\d+)/.exec(field)?.[1])

function relaxed(field: string): string {
  const colon = field.indexOf(':')
  const value = field.slice(colon + 1).replaceAll(crlf, '')
  return `${field.slice(0, colon).toLowerCase()}:${value.replace(/[ \t]+/g, ' ').trim()}`
}
