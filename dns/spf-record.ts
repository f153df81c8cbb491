// The record that says who may send for a domain (RFC 7208): how ours is written, and whether what the DNS holds does as much.

import { widestSpfPrefix } from '#core/deliverability/spf-term.ts'

/** Whoever takes its mail also sends it, and whoever `terms` name, and nobody else. */
export const spfRecord = (first: 'mx' | 'a', terms: readonly string[]): string =>
  ['v=spf1', first, ...terms, '-all'].join(' ')

export const isSpf = (record: string): boolean => /^v=spf1(\s|$)/i.test(record)

/**
 * Whether it lets pass one of each list of `wanted`, whatever stands further on, and does not let everybody pass. That a commune
 * lets others send as well, such as whoever sends its newsletter, is its own affair. Softer words for the rest (`~all`) do: DMARC
 * refuses what pretends.
 */
export function permits(record: string, wanted: readonly (readonly string[])[]): boolean {
  const all = mechanismsOf(record)
  const end = all?.findIndex(({ name }) => name === 'all') ?? -1
  const last = all?.[end]
  if (all === null || last === undefined || isPassing(last) || last.qualifier === '?') return false
  // What follows `all` is never read (§5.1).
  const before = all.slice(0, end)
  if (before.some(isEverybody) || before.filter(isLookUp).length > mostLookUps) return false
  const refusing = before.findIndex((each) => !isPassing(each))
  const passing = refusing < 0 ? before : before.slice(0, refusing)
  return wanted.every((several) => passing.some(({ name, rest }) => several.includes(name + rest)))
}

interface Mechanism {
  readonly qualifier: string
  readonly name: string
  /** From `:` or `/` on. */
  readonly rest: string
}

/** Null where a receiver finds an error, and goes by nothing of it (§4.6). */
function mechanismsOf(record: string): readonly Mechanism[] | null {
  const [, ...terms] = record.toLowerCase().trim().split(/\s+/)
  const found: Mechanism[] = []
  for (const term of terms) {
    if (/^[a-z][a-z0-9_.-]*=/.test(term)) continue
    const written = /^([-+?~]?)(?:(all)|(a|mx|ptr)([:/].+)?|(include|exists|ip4|ip6)(:.+))$/.exec(term)
    if (written === null) return null
    const [, qualifier = '', all, host, hostRest = '', other, otherRest = ''] = written
    found.push({ qualifier, name: all ?? host ?? other ?? '', rest: hostRest + otherRest })
  }
  return found
}

const isPassing = ({ qualifier }: Mechanism): boolean => qualifier === '' || qualifier === '+'

/** §4.6.4, of those that this record makes by itself. */
const mostLookUps = 10
const isLookUp = ({ name }: Mechanism): boolean => !/^(?:all|ip[46])$/.test(name)

/** As good as `+all`: a network that holds half the world, or a name that is there whoever asks. */
function isEverybody(mechanism: Mechanism): boolean {
  const { qualifier, name, rest } = mechanism
  if (!isPassing(mechanism) && qualifier !== '?') return false
  if (name === 'exists') return !rest.includes('%{')
  const [, four, six] = /^[^/]*(?:\/(\d+))?(?:\/\/(\d+))?$/.exec(rest) ?? []
  const ip6 = name === 'ip6' ? four : six
  const ip4 = name === 'ip6' ? undefined : four
  return isWide(ip4, widestSpfPrefix.ip4) || isWide(ip6, widestSpfPrefix.ip6)
}

const isWide = (prefix: string | undefined, widest: number): boolean =>
  prefix !== undefined && Number(prefix) < widest
