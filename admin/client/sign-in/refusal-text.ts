// A refusal in a sentence.

import type { EntranceWords } from '../words/fr/entrance.ts'
import type { Refusal } from './authenticate.ts'

export const refusalText = (refusal: Refusal, words: EntranceWords): string =>
  refusal.code === 'blocked' ? words.blocked(refusal.minutes) : words.refusals[refusal.code]
