// The record that publishes a DKIM key (RFC 6376 §3.6.1, RFC 8463 §4): how ours is written, and whether what the DNS holds is ours.

import type { DkimKey } from '#core/deliverability/dkim-key.ts'

type PublishedKey = Pick<DkimKey, 'selector' | 'algorithm' | 'publicKey'>

/** Below the domain. */
export const dkimRecordName = ({ selector }: Pick<DkimKey, 'selector'>): string => `${selector}._domainkey`

export const dkimRecord = ({ algorithm, publicKey }: PublishedKey): string =>
  `v=DKIM1; k=${keyType(algorithm)}; p=${publicKey}`

/**
 * Whether `found`, the strings of each record joined, is the one record that verifiers take for this key. Tags in another
 * order or written with white space by somebody's panel are the same.
 */
export function publishes(found: readonly string[], key: PublishedKey): boolean {
  const records = found.map(tagsOf).filter((tags) => (tags.get('v') ?? 'DKIM1') === 'DKIM1' && tags.has('p'))
  const [tags] = records
  if (records.length !== 1 || tags === undefined) return false
  return (
    tags.get('p') === key.publicKey &&
    (tags.get('k') ?? 'rsa') === keyType(key.algorithm) &&
    listHas(tags.get('h'), 'sha256') &&
    listHas(tags.get('s'), 'email')
  )
}

const keyType = (algorithm: DkimKey['algorithm']): string => (algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519')

/** §3.2; white space counts nowhere in the tags that are read here. */
const tagsOf = (record: string): ReadonlyMap<string, string> =>
  new Map(
    record.split(';').map((tag) => {
      const [name = '', ...value] = tag.split('=')
      return [name.trim(), value.join('=').replace(/\s/g, '')] as const
    }),
  )

/** h= and s= narrow what a key is for; without them it is for everything. */
const listHas = (list: string | undefined, word: string): boolean =>
  list === undefined || list.split(':').some((each) => each === word || each === '*')
