// One more ARC set (RFC 8617 §5.1) on mail that we pass on to somewhere else: what we found when it came in, under our name,
// for receivers to whom SPF and a changed message say nothing any more. By mailauth, which gets the fields one by one and the
// hash of the body: its own parser takes twelve seconds for a field folded 80,000 times.

import { createSeal, getARChain } from 'mailauth/lib/arc/index.js'
import { type HeaderField, headerFields } from '#core/message/header-fields.ts'
import { splitHeaderAndBody } from './header-and-body.ts'
import { relaxedBodyHash } from './relaxed-canonicalization.ts'
import type { SigningKey } from './signing-keys.ts'

export interface ArcSealing {
  /** Of the domain of the address that passes it on. */
  readonly key: SigningKey
  /** What stands in our Authentication-Results, from the authserv-id on. */
  readonly results: string
  /** What we found of the chain that it came with (RFC 8617 §5.2). */
  readonly chain: 'none' | 'pass' | 'fail'
  readonly at: Date
}

/**
 * Three fields to be put in front of `content`, each with its CRLF. Empty where no set may be added: the chain ended with a
 * failure, has fifty sets, or is not the one that was judged.
 */
export async function arcSet(content: Buffer, { key, results, chain, at }: ArcSealing): Promise<string> {
  const { head, bodyStart } = splitHeaderAndBody(content)
  const headers = { parsed: [...headerFields(head)].map((field) => parsedField(head, field)) }
  const { headers: fields } = await createSeal(false, {
    headers,
    // Without a whole chain the library adds nothing to one that is said to pass.
    arc: { chain: chain === 'pass' ? chainOf(headers) : false },
    strict: true,
    seal: {
      signingDomain: key.domain,
      selector: key.selector,
      privateKey: String(key.privateKey.export({ type: 'pkcs8', format: 'pem' })),
      algorithm: key.algorithm,
      cv: chain,
      authResults: results,
      bodyHash: await relaxedBodyHash(content, bodyStart),
      signTime: at,
    },
  })
  return fields.map((field) => `${field}\r\n`).join('')
}

/** As the library's own parser gives them. */
function parsedField(head: Buffer, { name, start, end }: HeaderField) {
  const line = head.subarray(start, head.subarray(end - 2, end).equals(lineEnd) ? end - 2 : end)
  const casedKey = line.toString('latin1', 0, line.indexOf(0x3a)).trimEnd()
  return { key: name ?? casedKey, casedKey, line }
}

const lineEnd = Buffer.from('\r\n')

/** The library throws for a chain that is none; whoever says that it passed has looked at another message. */
function chainOf(headers: { readonly parsed: readonly unknown[] }): ReturnType<typeof getARChain> {
  try {
    return getARChain(headers)
  } catch {
    return false
  }
}
