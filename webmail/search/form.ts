// The form of a search and its text are one query: each is made from the other, and what the form has no field for stands in
// the words it contains, as it was written. Pure.

import { parseQuery } from './parse.ts'
import { everything, type Query, type Term, type TextField } from './query.ts'
import { quoted, writeDay, writeQuery } from './write.ts'

export interface SearchForm {
  readonly from: string
  readonly to: string
  readonly subject: string
  /** Words, and whatever else a search may say. */
  readonly contains: string
  readonly attachment: boolean
  readonly unread: boolean
  /** `2026-03-14`; empty for none. */
  readonly after: string
  readonly before: string
  /** A path, or as a person named it; empty for none. */
  readonly folder: string
}

export const emptyForm: SearchForm = {
  ...{ from: '', to: '', subject: '', contains: '', attachment: false, unread: false },
  ...{ after: '', before: '', folder: '' },
}

const formFields = ['from', 'to', 'subject'] as const satisfies readonly TextField[]

/** The first of each goes into its field. */
export function formOf(text: string): SearchForm {
  const query = parseQuery(text)
  const all = query.kind === 'and' ? query.of : [query]
  let form = emptyForm
  const rest: Query[] = []
  for (const each of all) {
    const filled = each.kind === 'term' ? filledWith(form, each.term) : null
    if (filled === null) rest.push(each)
    else form = filled
  }
  return { ...form, contains: writeQuery({ kind: 'and', of: rest }) }
}

/** Null where the form has no field for it, or one that is taken. */
function filledWith(form: SearchForm, term: Term): SearchForm | null {
  switch (term.kind) {
    case 'field': {
      const field = formFields.find((name) => name === term.field)
      return field === undefined || form[field] !== '' ? null : { ...form, [field]: term.text }
    }
    case 'attachment':
      return { ...form, attachment: true }
    case 'state':
      return term.state === 'unread' ? { ...form, unread: true } : null
    case 'before':
    case 'after':
      return form[term.kind] === '' ? { ...form, [term.kind]: writeDay(term.day) } : null
    case 'folder':
      return form.folder === '' ? { ...form, folder: term.folder } : null
    default:
      return null
  }
}

/** Empty for a form that asks for nothing. */
export function textOfForm(form: SearchForm): string {
  const contains = parseQuery(form.contains)
  const terms = [
    ...formFields.flatMap((field) => one(form[field], (text) => ({ kind: 'field', field, text }))),
    ...(form.attachment ? [term({ kind: 'attachment' })] : []),
    ...(form.unread ? [term({ kind: 'state', state: 'unread' })] : []),
    ...(['after', 'before'] as const).flatMap((kind) => dayTerm(kind, form[kind])),
    ...one(form.folder, (folder) => ({ kind: 'folder', folder })),
  ]
  const words = contains === everything ? [] : contains.kind === 'and' ? contains.of : [contains]
  return writeQuery({ kind: 'and', of: [...terms, ...words] })
}

const term = (of: Term): Query => ({ kind: 'term', term: of })

/** Nothing that would end the quotation, or that no search says. */
function one(written: string, make: (text: string) => Term): readonly Query[] {
  const text = written
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}"]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return text === '' ? [] : [term(make(text))]
}

/** Read as the search field reads a day. */
function dayTerm(kind: 'before' | 'after', text: string): readonly Query[] {
  if (text === '') return []
  const read = parseQuery(`${kind}:${quoted(text)}`)
  return read.kind === 'term' && read.term.kind === kind ? [read] : []
}
