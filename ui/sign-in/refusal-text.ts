// A refusal in a sentence.

import type { Refusal } from './authenticate.ts'
import type { SignInWords } from './fr.ts'

export const refusalText = (refusal: Refusal, words: SignInWords): string =>
  refusal.code === 'blocked' ? words.blocked(refusal.minutes) : words.refusals[refusal.code]
