// Who could be meant by what was typed: contacts, the directory, and whoever was written to before.

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask } from '#ui/api/ask.ts'

export interface Suggestion {
  readonly name: string
  readonly address: string
  readonly kind: 'contact' | 'directory' | 'past'
}

const kinds: ReadonlySet<unknown> = new Set(['contact', 'directory', 'past'])

/** Of one box; nothing where nobody can be asked. */
export async function suggestionsFor(
  box: string,
  q: string,
  signal?: AbortSignal,
): Promise<readonly Suggestion[]> {
  try {
    const asked = { params: { box }, query: { q }, ...(signal === undefined ? {} : { signal }) }
    const answer = await ask('GET /boxes/{box}/suggestions', asked)
    const { rows } = (answer ?? {}) as { readonly rows?: unknown }
    return Array.isArray(rows) ? rows.filter(isSuggestion).slice(0, mostShown) : []
  } catch {
    // Whoever knows an address types it.
    return []
  }
}

const mostShown = 8
const settleMs = 150
const keptMs = 60_000

const isSuggestion = (row: unknown): row is Suggestion => {
  const { name, address, kind } = (row ?? {}) as Readonly<Record<string, unknown>>
  return typeof name === 'string' && typeof address === 'string' && kinds.has(kind)
}

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
  })
  return q.length > 1 && found.data !== undefined ? found.data : none
}

const none: readonly Suggestion[] = []
