// The part of rspamd's answer to /checkv2 that we use. Anything that is not exactly this shape is no answer at all:
// a message is never let through on a doubtful score.

import { z } from 'zod'
import { failed, ok, type Result } from '#core/result.ts'
import { nothingObserved, type Observation, observationSchema } from './observation.ts'
import { spamTestSymbol } from './spam-test-symbol.ts'

/** Of any scan. */
export interface SpamScore {
  readonly score: number
  /** Name → points of every rule that matched. */
  readonly symbols: Readonly<Record<string, number>>
}

/** Of a scan of received mail. */
export interface ScanAnswer extends SpamScore {
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

/** Rejects what is not JSON, lacks the score, says that the scan was skipped, was made without Redis, or does not say what was seen. */
export function parseScanAnswer(text: string): Result<ScanAnswer, string> {
  const whole = parseWhole(text)
  if (!whole.ok) return whole
  const { action, symbols, milter } = whole.value
  if (milter?.observed === undefined && !(spamTestSymbol in symbols))
    return failed('rspamd did not say what it saw')
  return ok({
    ...scoreOf(whole.value),
    greylist: action === 'soft reject',
    scoreIsWhole: symbols.GREYLIST?.options?.includes(tooEarly) !== true,
    observation: milter?.observed ?? nothingObserved,
  })
}

/** Of a scan that observes nothing and never asks anybody to come back. Rejects as the other does. */
export function parseSentScanAnswer(text: string): Result<SpamScore, string> {
  const whole = parseWhole(text)
  return whole.ok ? ok(scoreOf(whole.value)) : whole
}

function parseWhole(text: string): Result<z.output<typeof schema>, string> {
  const answer = schema.safeParse(parseJson(text))
  if (!answer.success) return failed(`unexpected answer: ${answer.error.issues[0]?.message ?? 'not JSON'}`)
  const { is_skipped, symbols } = answer.data
  if (spamTestSymbol in symbols) return ok(answer.data)
  if (is_skipped) return failed('the scan was skipped')
  return redisSymbol in symbols ? ok(answer.data) : failed('rspamd had no answer from Redis')
}

function scoreOf({ score, symbols }: z.output<typeof schema>): SpamScore {
  const matched = Object.entries(symbols).filter(([name]) => name !== redisSymbol)
  return { score, symbols: Object.fromEntries(matched.map(([name, { score: points }]) => [name, points])) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
