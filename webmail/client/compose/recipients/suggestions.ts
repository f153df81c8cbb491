// Who could be meant by what was typed: contacts, the directory, and whoever was written to before.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { WebmailAnswer } from '../../../contract/all.ts'
import { api } from '../../api.ts'
import type { Recipient } from '../draft/draft.ts'

type Found = WebmailAnswer<'GET /boxes/{box}/suggestions'>
export type Suggestion = Found['rows'][number] | (Found['groups'][number] & { readonly kind: 'group' })

/** Whom it stands for: a group for all its members. */
export const meantBy = (suggestion: Suggestion): readonly Recipient[] =>
  suggestion.kind === 'group'
    ? suggestion.members.map(({ name, address }) => ({ name, address }))
    : [{ name: suggestion.name, address: suggestion.address }]

/** What tells it from the others. */
export const suggestionKey = (suggestion: Suggestion): string =>
  suggestion.kind === 'group' ? `group ${suggestion.name}` : suggestion.address

/** Of one box; nothing where nobody can be asked. */
export async function suggestionsFor(
  box: string,
  q: string,
  signal?: AbortSignal,
): Promise<readonly Suggestion[]> {
  try {
    const asked = { params: { box }, query: { q }, ...(signal === undefined ? {} : { signal }) }
    const { rows, groups } = await api('GET /boxes/{box}/suggestions', asked)
    const named = groups.map((group) => ({ ...group, kind: 'group' as const }))
    return [...named, ...rows].slice(0, mostShown)
  } catch {
    // Whoever knows an address types it.
    return []
  }
}

const mostShown = 8
const settleMs = 150
const keptMs = 60_000

/** For a text that is being typed: none for the first letter. */
export function useSuggestions(box: string, text: string): readonly Suggestion[] {
  const q = text.trim()
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const pause = setTimeout(() => setAsked(q), settleMs)
    return () => clearTimeout(pause)
  }, [q])
  const found = useQuery({
    queryKey: ['/boxes/{box}/suggestions', box, asked],
    queryFn: ({ signal }) => suggestionsFor(box, asked, signal),
    enabled: asked.length > 1,
    staleTime: keptMs,
    // Until the answer is there.
    placeholderData: keepPreviousData,
  })
  if (q.length < 2 || found.data === undefined) return none
  // What was asked a letter ago stays where it still fits: Enter means what is seen.
  return asked === q && !found.isPlaceholderData ? found.data : found.data.filter((each) => begins(each, q))
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** A word of the name, the name from a word on, or the address. */
export function begins(suggestion: Suggestion, q: string): boolean {
  const [name, typed] = [folded(suggestion.name), folded(q)]
  const [address] = meantBy(suggestion)
  return (
    ` ${name.replace(/['’-]/g, ' ')}`.includes(` ${typed}`) ||
    (suggestion.kind !== 'group' && folded(address?.address ?? '').startsWith(typed))
  )
}

const none: readonly Suggestion[] = []
