// What clamd(8) says of a stream. A message is clean on exactly `stream: OK` and nothing else; every doubt is an error.

import type { AttachmentMark } from '#core/message/attachment-mark.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { isTooLong, markOfSignature } from './mark-signatures.ts'

export type VirusVerdict =
  | { readonly kind: 'clean' }
  | { readonly kind: 'virus'; readonly name: string }
  /** No virus, but a kind of file that policy judges, in the message or in an archive of it. */
  | { readonly kind: 'marked'; readonly mark: AttachmentMark }
  /** An archive unpacks to more than clamd looks at: nothing is known of the rest. */
  | { readonly kind: 'unscannable'; readonly limit: string }

/** Clamd had looked for as long as it may (MaxScanTime): that says as much of the machine as of the message. */
export type ScanAnswer = VirusVerdict | { readonly kind: 'unfinished' }

/** What clamd says with AlertExceedsMax (clamd.conf(5)). */
const limitExceeded = 'Heuristics.Limits.Exceeded.'
const timeExceeded = `${limitExceeded}MaxScanTime`

/** Of one whole answer, without the number of its command and with the NUL that ends it. */
export function parseScanAnswer(answer: string): Result<ScanAnswer, string> {
  if (answer === 'stream: OK\0') return ok({ kind: 'clean' })
  const name = /^stream: ([\x21-\x7e]+) FOUND\0$/.exec(answer)?.[1]
  if (name === timeExceeded) return ok({ kind: 'unfinished' })
  if (name?.startsWith(limitExceeded))
    return ok({ kind: 'unscannable', limit: name.slice(limitExceeded.length) })
  if (name !== undefined && isTooLong(name)) return ok({ kind: 'unscannable', limit: 'MaxFileSize' })
  if (name !== undefined) {
    const mark = markOfSignature(name)
    return ok(mark === null ? { kind: 'virus', name } : { kind: 'marked', mark })
  }
  return failed(`unexpected answer: ${answer.slice(0, 100).replace(/[^\x20-\x7e]/g, '.')}`)
}
