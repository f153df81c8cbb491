// Our script read back. It is ours as long as nobody else changed a letter of it, which its seal tells: what another program
// wrote is never taken for what a person chose here. Pure.

import { z } from 'zod'
import { forward, rule, vacation } from '../../contract/rule.ts'
import type { ScriptSeal } from './script-seal.ts'
import { madeFrom, type ScriptContent } from './write-script.ts'

const part = z.union([
  z.strictObject({ rule }),
  z.strictObject({ vacation }),
  z.strictObject({ forward }),
  z.strictObject({ kept: z.string() }),
])

export const nothing: ScriptContent = { rules: [], vacation: null, forward: null, kept: null }

/** Null for what we did not write, or not all of. */
export function readScript(script: string, seal: ScriptSeal): ScriptContent | null {
  const [, given, sealed] = /^#[^\r\n]*\r?\n# vaguemestre 1 ([0-9a-f]{64})\r?\n(.*)$/s.exec(script) ?? []
  if (given === undefined || sealed === undefined || !seal.isOf(sealed, given)) return null
  let content: ScriptContent = nothing
  for (const text of sourcesIn(sealed)) {
    const read = part.safeParse(jsonOf(text))
    if (!read.success) return null
    const { data } = read
    content = 'rule' in data ? { ...content, rules: [...content.rules, data.rule] } : { ...content, ...data }
    // What follows is of another program, and may be an older one of ours.
    if ('kept' in data) break
  }
  return content
}

/** A line of a text that is quoted may begin alike: what begins inside of one is no source. */
function sourcesIn(script: string): readonly string[] {
  const sources: string[] = []
  let quoted = false
  for (const line of script.split(/\r?\n/)) {
    if (!quoted && line.startsWith('#')) {
      if (line.startsWith(madeFrom)) sources.push(line.slice(madeFrom.length))
      continue
    }
    const quotes = line.replace(/\\./g, '').split('"').length - 1
    if (quotes % 2 === 1) quoted = !quoted
  }
  return sources
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
