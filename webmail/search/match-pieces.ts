// Where words that were searched for stand in a text, accents and capitals left aside. A word is marked whole where it begins
// as the one that was asked for does without its plural: full text finds « toitures » for « toiture », and the other way round. Pure.

import { plain } from './words.ts'

export interface Piece {
  readonly text: string
  readonly isMarked: boolean
}

/** Longer texts are read, not marked to their end. */
const mostCharacters = 200_000
const letter = /[\p{L}\p{N}]/u

/** The same text in pieces, those that were asked for marked. */
export function matchPieces(text: string, words: readonly string[]): readonly Piece[] {
  const wanted = words.map(stemOf).filter((word) => word !== '')
  if (wanted.length === 0 || text === '') return [{ text, isMarked: false }]
  const { folded, starts } = foldedOf(text.slice(0, mostCharacters))
  const pieces: Piece[] = []
  let done = 0
  for (const { from, to } of hitsIn(folded, wanted)) {
    const [begin, end] = [starts[from] ?? text.length, starts[to] ?? starts.at(-1) ?? text.length]
    if (begin < done || end <= begin) continue
    if (begin > done) pieces.push({ text: text.slice(done, begin), isMarked: false })
    pieces.push({ text: text.slice(begin, end), isMarked: true })
    done = end
  }
  if (done < text.length) pieces.push({ text: text.slice(done), isMarked: false })
  return pieces
}

/** Without what a plural ends in; a word of a few letters as it is. */
function stemOf(word: string): string {
  const whole = plain(word).trim()
  return whole.length > 4 ? whole.replace(/(?:es|s|x)$/, '') : whole
}

/** Each letter without accent and small, and where in the text it stands; at the end the end of the text. */
function foldedOf(text: string): { readonly folded: string; readonly starts: readonly number[] } {
  let folded = ''
  const starts: number[] = []
  let at = 0
  for (const letter of text) {
    const small = smallOf(letter)
    for (let each = 0; each < small.length; each += 1) starts.push(at)
    folded += small
    at += letter.length
  }
  starts.push(at)
  return { folded, starts }
}

/** Of the letters that Latin is written with, each worked out once: whoever searches waits for the texts of a whole list. */
const latin: string[] = []
const mostLatin = 0x24f

function smallOf(letter: string): string {
  const code = letter.charCodeAt(0)
  if (code > mostLatin) return plain(letter)
  latin[code] ??= plain(letter)
  return latin[code]
}

function hitsIn(folded: string, words: readonly string[]): readonly { from: number; to: number }[] {
  const hits: { from: number; to: number }[] = []
  for (const word of words)
    for (let from = folded.indexOf(word); from !== -1; from = folded.indexOf(word, from + 1)) {
      if (letter.test(word.charAt(0)) && letter.test(before(folded, from))) continue
      let to = from + word.length
      while (to < folded.length && letter.test(folded.charAt(to))) to += 1
      hits.push({ from, to })
    }
  return hits.sort((one, other) => one.from - other.from || other.to - one.to)
}

const before = (text: string, at: number): string => (at === 0 ? ' ' : text.charAt(at - 1))
