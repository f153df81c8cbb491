// Where one is among contacts, as the address of the page says it: `/contacts/{box}/{what is open}?q=…&groupe=…`, with
// `annuaire=1` for the directory of the communes.

import { useMemo } from 'react'
import { usePathname, useSearch } from 'wouter/use-browser-location'

export interface BookPlace {
  /** Address of the box. */
  readonly box: string
  readonly shows: 'own' | 'directory'
  readonly group: string | null
  readonly q: string | null
  /** A form, or the id of a contact. */
  readonly open: BookOpen | null
}

export type BookOpen =
  | { readonly kind: 'new' | 'import' | 'duplicates' }
  | { readonly kind: 'contact'; readonly id: string }

const steps: Readonly<Record<string, 'new' | 'import' | 'duplicates'>> = {
  nouveau: 'new',
  importer: 'import',
  doublons: 'duplicates',
}

/** Null for an address of something else. */
export function readBookPlace(pathname: string, search: string): BookPlace | null {
  const [, mark, box = '', open = ''] = pathname.split('/').map(decoded)
  if (mark !== 'contacts' || box === '') return null
  const asked = new URLSearchParams(search)
  const kind = Object.hasOwn(steps, open) ? steps[open] : undefined
  const q = asked.get('q')?.trim() ?? ''
  return {
    box,
    shows: asked.get('annuaire') === '1' ? 'directory' : 'own',
    group: uuidForm.test(asked.get('groupe') ?? '') ? asked.get('groupe') : null,
    q: q === '' ? null : q,
    open: kind !== undefined ? { kind } : uuidForm.test(open) ? { kind: 'contact', id: open } : null,
  }
}

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function bookAddress({ box, shows, group, q, open }: BookPlace): string {
  const search = new URLSearchParams()
  if (shows === 'directory') search.set('annuaire', '1')
  if (group !== null) search.set('groupe', group)
  if (q !== null) search.set('q', q)
  const step = open === null ? [] : [open.kind === 'contact' ? open.id : wordOf(open.kind)]
  const path = ['', 'contacts', encodeURIComponent(box).replaceAll('%40', '@'), ...step].join('/')
  return search.size === 0 ? path : `${path}?${search}`
}

const wordOf = (kind: string): string => Object.keys(steps).find((word) => steps[word] === kind) ?? ''

/** All contacts of a box, with nothing open. */
export const contactsAddress = (box: string): string =>
  bookAddress({ box, shows: 'own', group: null, q: null, open: null })

export function useBookPlace(): BookPlace | null {
  const pathname = usePathname()
  const search = useSearch()
  return useMemo(() => readBookPlace(pathname, search), [pathname, search])
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}
