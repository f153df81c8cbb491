// Message identifiers (RFC 5322 §3.6.4) as they stand in fields of strangers. Pure.

/** Longer ones are no id but an attempt. */
const mostOctets = 998

/** Each `<…>` of a field in order, and each once. */
export function messageIdsIn(field: string): readonly string[] {
  const ids = field.match(/<[^<>\s]+>/g) ?? []
  return [...new Set(ids.filter((id) => id.length <= mostOctets))]
}
