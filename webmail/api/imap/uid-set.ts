// Sets of uids as IMAP writes them (RFC 9051 sequence-set): `3,7:9`. Pure.

/** Longer command lines are refused by Dovecot (imap_max_line_length). */
const mostOctets = 8_000
/** More than a mailbox will ever hold: a bound on what one answer may make us keep. */
const mostUids = 2_000_000

/** Compact and ascending, each once, in as many sets as fit a command line each. */
export function uidSets(uids: Iterable<number>): readonly string[] {
  const sorted = Uint32Array.from(new Set(uids)).sort()
  const sets: string[] = []
  let set = ''
  let at = 0
  while (at < sorted.length) {
    const first = sorted[at] ?? 0
    while (sorted[at + 1] === (sorted[at] ?? 0) + 1) at += 1
    const last = sorted[at] ?? 0
    const range = first === last ? `${first}` : `${first}:${last}`
    if (set.length + range.length + 1 > mostOctets) {
      sets.push(set)
      set = ''
    }
    set += set === '' ? range : `,${range}`
    at += 1
  }
  return set === '' ? sets : [...sets, set]
}

/** In the order it is written; what is no number is left out. */
export function uidsOf(set: string): Uint32Array {
  const ranges = set === '' ? [] : set.split(',').map(rangeOf)
  const count = ranges.reduce((sum, { first, last }) => sum + Math.abs(last - first) + 1, 0)
  if (!(count <= mostUids)) return new Uint32Array()
  const uids = new Uint32Array(count)
  let at = 0
  for (const { first, last } of ranges) {
    const step = first <= last ? 1 : -1
    for (let uid = first; uid !== last + step; uid += step) {
      uids[at] = uid
      at += 1
    }
  }
  return uids
}

/** Of nothing for what is no range: its end lies one before its beginning. */
function rangeOf(text: string): { first: number; last: number } {
  const [, first, last = first] = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(text) ?? []
  return first === undefined
    ? { first: Number.NaN, last: Number.NaN }
    : { first: Number(first), last: Number(last) }
}
