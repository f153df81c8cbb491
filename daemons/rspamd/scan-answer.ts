// The part of rspamd's answer to /checkv2 that we use. Anything that is not exactly this shape is no answer at all:
// a message is never let through on a doubtful score.

import { z } from 'zod'
import { failed, ok, type Result } from '#core/result.ts'
import { nothingObserved, type Observation, observationSchema } from './observation.ts'
import { spamTestSymbol } from './spam-test-symbol.ts'

export interface ScanAnswer {
  readonly score: number
  /** Name → points of every rule that matched. */
  readonly symbols: Readonly<Record<string, number>>
  /** Suspicious, and not seen before: the greylisting module asks for a second try. */
  readonly greylist: boolean
  /** False when the greylisting module ended the scan before the rules had run: a retry that came too early. */
  readonly scoreIsWhole: boolean
  readonly observation: Observation
}

/**
 * Inserted by a rule of our own (see the generator of rspamd) when Redis answered during the scan. Without Redis rspamd
 * would go on and score as if it had never learned anything: its absence means that the score is not whole.
 */
export const redisSymbol = 'REDIS_ANSWERS'

/** What greylist.lua notes at its symbol when it answers before the rules. */
const tooEarly = 'too early'

const schema = z.looseObject({
  is_skipped: z.boolean(),
  score: z.number(),
  action: z.string(),
  symbols: z.record(
    z.string(),
    z.looseObject({ score: z.number(), options: z.array(z.string()).optional() }),
  ),
  milter: z.looseObject({ observed: observationSchema.optional() }).optional(),
})

/** Rejects what is not JSON, lacks the score, says that the scan was skipped, or was made without Redis. */
export function parseScanAnswer(text: string): Result<ScanAnswer, string> {
  const answer = schema.safeParse(parseJson(text))
  if (!answer.success) return failed(`unexpected answer: ${answer.error.issues[0]?.message ?? 'not JSON'}`)
  const { is_skipped, score, action, symbols, milter } = answer.data
  const { [redisSymbol]: redisAnswered, ...matched } = symbols
  if (!(spamTestSymbol in symbols)) {
    if (is_skipped) return failed('the scan was skipped')
    if (redisAnswered === undefined) return failed('rspamd had no answer from Redis')
    if (milter?.observed === undefined) return failed('rspamd did not say what it saw')
  }
  return ok({
    score,
    symbols: Object.fromEntries(Object.entries(matched).map(([name, { score: points }]) => [name, points])),
    greylist: action === 'soft reject',
    scoreIsWhole: symbols.GREYLIST?.options?.includes(tooEarly) !== true,
    observation: milter?.observed ?? nothingObserved,
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
