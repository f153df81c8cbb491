// The two texts of MTA-STS: the record that says that there is a policy (RFC 8461 §3.1), and the policy (§3.2).

import { z } from 'zod'
import { parseDomain } from '#core/address/email-address.ts'
import { failed, ok, type Result } from '#core/result.ts'

export const stsModes = ['enforce', 'testing', 'none'] as const

export interface StsPolicy {
  readonly mode: (typeof stsModes)[number]
  /** Names of mail hosts, or `*.` before a domain. */
  readonly mx: readonly string[]
  readonly maxAgeSeconds: number
}

/** RFC 8461 §3.2: a year and a bit; a policy may ask for no longer. */
const longestSeconds = 31_557_600
const mostPatterns = 100

/** The id of the one record that is about MTA-STS; null when there is none, or several (§3.1). */
export function stsId(records: readonly string[]): string | null {
  const about = records.filter((record) => /^v=STSv1(?:\s*;|$)/.test(record))
  const [only] = about
  if (only === undefined || about.length > 1) return null
  return /;\s*id\s*=\s*([A-Za-z0-9]{1,32})\s*(?:;|$)/.exec(only)?.[1] ?? null
}

const mode = z.enum(stsModes)
const age = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number)

/** The first of each key counts, those unknown do not (§3.2). */
export function parseStsPolicy(text: string): Result<StsPolicy, string> {
  const lines = text.split(/\r?\n/).map((line) => /^\s*([A-Za-z0-9_.-]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [])
  const all = (key: string): readonly string[] =>
    lines.flatMap(([, name, value]) => (name === key && value !== undefined ? [value] : []))
  if (all('version')[0] !== 'STSv1') return failed('it is no policy of version STSv1')
  const parsed = z.object({ mode, age }).safeParse({ mode: all('mode')[0], age: all('max_age')[0] })
  if (!parsed.success) return failed('its mode or max_age is missing or wrong')
  const mx = all('mx').map((pattern) => pattern.toLowerCase())
  if (mx.length > mostPatterns || !mx.every(isPattern)) return failed('one of its mx is no name')
  if (mx.length === 0 && parsed.data.mode !== 'none') return failed('it names no mx')
  return ok({ mode: parsed.data.mode, mx, maxAgeSeconds: Math.min(parsed.data.age, longestSeconds) })
}

const isPattern = (pattern: string): boolean => parseDomain(pattern.replace(/^\*\./, '')).ok

/** §4.1: a star stands for one label, the first. */
export function coversHost({ mx }: StsPolicy, host: string): boolean {
  const above = host.slice(host.indexOf('.') + 1)
  return mx.some((pattern) => pattern === host || (pattern.startsWith('*.') && pattern.slice(2) === above))
}
