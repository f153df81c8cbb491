// A tree back as text: what the search form was filled in with is what the search field then says. Pure.

import type { Day, Query, Term } from './query.ts'
import { attachmentWords, keyWords, stateWords } from './words.ts'

export function writeQuery(query: Query): string {
  switch (query.kind) {
    case 'term':
      return writeTerm(query.term)
    case 'not':
      return `-${writeQuery(query.of)}`
    case 'or':
      return query.of.map(writeQuery).join(' OR ')
    case 'and':
      return query.of.map(writeQuery).join(' ')
  }
}

function writeTerm(term: Term): string {
  switch (term.kind) {
    case 'text':
      return term.phrase ? `"${term.text}"` : term.text
    case 'field':
      return `${keyWords[term.field][0]}:${quoted(term.text)}`
    case 'attachment':
      return `${keyWords.has[0]}:${attachmentWords[0]}`
    case 'label':
      return `${keyWords.label[0]}:${quoted(term.label)}`
    case 'folder':
      return `${keyWords.folder[0]}:${quoted(term.folder)}`
    case 'state':
      return `${keyWords.is[0]}:${stateWords[term.state][0]}`
    case 'before':
    case 'after':
      return `${keyWords[term.kind][0]}:${writeDay(term.day)}`
    case 'older':
    case 'younger':
      return `${keyWords[term.kind][0]}:${term.days}j`
    case 'larger':
    case 'smaller':
      return `${keyWords[term.kind][0]}:${term.octets}`
  }
}

export const quoted = (text: string): string =>
  /[\s"«]/.test(text) ? `"${text.replaceAll('"', ' ')}"` : text

export const writeDay = ({ year, month, day }: Day): string =>
  [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
