// Reads a generated configuration. A key that is unknown or wrong stops the process with a sentence that names it.

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Secret } from '../secret.ts'

/** Throws with file, path and expectation when the file does not match `schema`. */
export function readConfig<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new Error(`${file} is not valid:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}

/** Reads a one-line secret file; the trailing line break is not part of the secret. Throws when there is none in it. */
export function readSecret(file: string): Secret {
  const secret = readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  if (secret === '') throw new Error(`${file} is empty: it must hold a secret`)
  return new Secret(secret)
}
