// What was searched for, marked where it is shown: in rows of the list, and in the message that is read.

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { matchPieces } from '../../search/match-pieces.ts'
import { parseQuery } from '../../search/parse.ts'
import { wordsToHighlight } from '../../search/query.ts'

export type HighlightedPart = 'people' | 'subject' | 'text'
type Marks = Readonly<Record<HighlightedPart, readonly string[]>>

const none: Marks = { people: [], subject: [], text: [] }
const Searched = createContext<Marks>(none)

export function HighlightProvider({
  q,
  children,
}: {
  readonly q: string | null
  readonly children: ReactNode
}) {
  const marks = useMemo(() => (q === null ? none : marksOf(q)), [q])
  return <Searched value={marks}>{children}</Searched>
}

function marksOf(q: string): Marks {
  const query = parseQuery(q)
  return {
    people: wordsToHighlight(query, ['from', 'to', 'cc', 'bcc']),
    subject: wordsToHighlight(query, ['subject']),
    text: wordsToHighlight(query),
  }
}

/** The same words as long as the search is the same. */
export const useHighlightedWords = (of: HighlightedPart): readonly string[] => useContext(Searched)[of]

export function Highlighted({ text, of }: { readonly text: string; readonly of: HighlightedPart }) {
  const words = useHighlightedWords(of)
  if (words.length === 0) return text
  let at = 0
  return matchPieces(text, words).map((piece) => {
    const key = at
    at += piece.text.length
    return piece.isMarked ? <mark key={key}>{piece.text}</mark> : piece.text
  })
}
