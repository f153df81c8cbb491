// For text that our own sources or a checked spec hold: parsing cannot fail, so a failure is a bug and no value.

import type { Result } from '#core/result.ts'

/** The parsed value; throws with the text and the parser's reason. Never for what a person or a network gave. */
export function parseOrThrow<T>(parse: (text: string) => Result<T, string>, text: string): T {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error}`)
  return parsed.value
}
