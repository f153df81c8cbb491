// What a search asks for, as a tree: what the text of the search field means, what its form shows, what Dovecot is asked. Pure.

/** A day as it is written, which has no hour and no zone. */
export interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

export const textFields = ['from', 'to', 'cc', 'bcc', 'subject', 'filename'] as const
export type TextField = (typeof textFields)[number]
export const states = ['unread', 'read', 'starred', 'answered', 'draft'] as const
export type State = (typeof states)[number]

export type Term =
  /** Anywhere in the message. A phrase is these words in this order. */
  | { readonly kind: 'text'; readonly text: string; readonly phrase: boolean }
  | { readonly kind: 'field'; readonly field: TextField; readonly text: string }
  | { readonly kind: 'attachment' }
  /** As a person names it: which keyword that is, the directory knows. */
  | { readonly kind: 'label'; readonly label: string }
  /** A path or a role, as a person names it. */
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'state'; readonly state: State }
  | { readonly kind: 'before' | 'after'; readonly day: Day }
  /** By its age on the day one searches. */
  | { readonly kind: 'older' | 'younger'; readonly days: number }
  | { readonly kind: 'larger' | 'smaller'; readonly octets: number }

export type Query =
  | { readonly kind: 'term'; readonly term: Term }
  | { readonly kind: 'not'; readonly of: Query }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Query[] }

/** Everything. */
export const everything: Query = { kind: 'and', of: [] }

/** All terms with whether they are wanted or not, in order. */
export function termsOf(
  query: Query,
  wanted = true,
): readonly { readonly term: Term; readonly wanted: boolean }[] {
  if (query.kind === 'term') return [{ term: query.term, wanted }]
  if (query.kind === 'not') return termsOf(query.of, !wanted)
  return query.of.flatMap((each) => termsOf(each, wanted))
}

/** What to mark in what was found: words that may stand anywhere, and those looked for in these fields. */
export function wordsToHighlight(query: Query, fields: readonly TextField[] = []): readonly string[] {
  const words = termsOf(query)
    .filter(({ wanted }) => wanted)
    .flatMap(({ term }) => {
      if (term.kind === 'text') return term.phrase ? [term.text] : term.text.split(/\s+/)
      return term.kind === 'field' && fields.includes(term.field) ? [term.text] : []
    })
  return [...new Set(words.filter((word) => word !== ''))]
}

/** The folder that a query is about, when all of it is: null for wherever one is. */
export function folderOf(query: Query): string | null {
  const of = query.kind === 'and' ? query.of : [query]
  for (const each of of) if (each.kind === 'term' && each.term.kind === 'folder') return each.term.folder
  return null
}
