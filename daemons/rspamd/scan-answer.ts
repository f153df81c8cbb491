// The part of rspamd's answer to /checkv2 that we use. Anything that is not exactly this shape is no answer at all:
// a message is never let through on a doubtful score.

import { z } from 'zod'
import { failed, ok, type Result } from '#core/result.ts'

export interface ScanAnswer {
  readonly score: number
  /** Names of the rules that matched. */
  readonly symbols: readonly string[]
}

/** The agreed test message: rspamd ends its scan at once, says that it skipped it, and names this rule. */
const spamTestSymbol = 'GTUBE'

const schema = z.looseObject({
  is_skipped: z.boolean(),
  score: z.number(),
  action: z.string(),
  symbols: z.record(z.string(), z.looseObject({ score: z.number() })),
})

/** Rejects what is not JSON, lacks the score, or says that the scan was skipped. */
export function parseScanAnswer(text: string): Result<ScanAnswer, string> {
  const answer = schema.safeParse(parseJson(text))
  if (!answer.success) return failed(`unexpected answer: ${answer.error.issues[0]?.message ?? 'not JSON'}`)
  if (answer.data.is_skipped && !(spamTestSymbol in answer.data.symbols))
    return failed('the scan was skipped')
  return ok({ score: answer.data.score, symbols: Object.keys(answer.data.symbols) })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
