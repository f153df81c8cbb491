// The same for text/plain: where `>` begins, or what stands for it in the mail of Outlook.

import {
  announcesAnswersWithin,
  beginsAsOriginal,
  beginsWithFields,
  introducesQuote,
  isForward,
  isSentOn,
} from './quote-words.ts'
import type { SplitQuote } from './split-quote.ts'

const longest = 1024 * 1024

/** Both halves are whole lines. Null when there is nothing to fold. */
export function splitQuoteInText(text: string, subject: string): SplitQuote | null {
  if (isForward(subject) || text.length > longest) return null
  const lines = text.split(/(?<=\n)/)
  const start = lines.findIndex((_, index) => beginsQuote(lines, index))
  if (start <= 0) return null
  const [own, quoted] = [lines.slice(0, start).join(''), lines.slice(start).join('')]
  if (own.trim() === '' || isSentOn(own.slice(-300)) || isSentOn(quoted) || announcesAnswersWithin(own))
    return null
  return hasAnswers(lines.slice(start)) ? null : { own, quoted }
}

const mostLines = 3

function beginsQuote(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? ''
  if (isQuoted(line)) return true
  if (line.trim() === '') return false
  const following = lines.slice(index, index + 12)
  if (beginsAsOriginal(line) || beginsWithFields(following.join(''))) return true
  // An introduction may be wrapped; between it and the quote there may be an empty line.
  const quote = following.findIndex(isQuoted)
  return quote > 0 && quote <= mostLines && introducesQuote(following.slice(0, quote).join('')) !== null
}

/** Lines without a sign between those that have one, or after them. */
function hasAnswers(lines: readonly string[]): boolean {
  const first = lines.findIndex(isQuoted)
  return (
    first >= 0 &&
    first <= mostLines &&
    lines.slice(first).some((line) => line.trim() !== '' && !isQuoted(line))
  )
}

const isQuoted = (line: string): boolean => line.startsWith('>')
