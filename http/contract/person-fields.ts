// What is said of a person, wherever it is asked for.

import { z } from 'zod'

/** As people write it; no control character, which no letter and no header could show. */
export const personName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{C}+$/u)

/** Somebody signs in with it; it need not be one of ours. */
export const emailAddress = z.email().max(254).toLowerCase()

/** Its rules stand in identity/password-rules.ts: too-short, too-long, too-common, too-personal. */
export const newPassword = z.string().min(1).max(1000).describe('12 to 128 characters, no composition.')
/** One that exists: whatever it is, it is only compared. */
export const knownPassword = z.string().min(1).max(1000)
