// What a server of others said (RFC 5321 §4.2): bounded, and kept apart from the replies that are ours.

import { singleLine } from '#core/message/single-line.ts'

export interface RemoteReply {
  readonly code: number
  /** `5.1.1` (RFC 2034) where it was said; null else, for many servers say none. */
  readonly enhanced: string | null
  /** Without code and enhanced code; the lines of one reply apart. */
  readonly lines: readonly string[]
}

const longestShown = 500

/** In one line, with its codes, fit for a log or for a person. */
export function shownReply({ code, enhanced, lines }: RemoteReply): string {
  const words = [String(code), ...(enhanced === null ? [] : [enhanced]), ...lines]
  return singleLine(words.join(' '), longestShown)
}
