// A tree as keys of SEARCH (RFC 9051 §6.4.4), for Dovecot to find by its full text. Pure.

import { type Argument, atom } from '../command.ts'
import { labelKeyword } from '../label-keyword.ts'
import { keyWith } from '../thread-command.ts'
import type { Day, Query, State, Term } from './query.ts'
import { plain } from './words.ts'

/** Ids of labels by what a person calls them, capitals and accents left aside. */
export type LabelIds = ReadonlyMap<string, string>

const stateKeys: Readonly<Record<State, string>> = {
  unread: 'UNSEEN',
  read: 'SEEN',
  starred: 'FLAGGED',
  answered: 'ANSWERED',
  draft: 'DRAFT',
}

const withAttachment = [atom('KEYWORD'), atom('$HasAttachment')]
const nothing = [atom('NOT'), atom('ALL')]

/** What stands in parentheses is one key, whatever it is made of. */
export function keysOf(query: Query, labels: LabelIds): readonly Argument[] {
  switch (query.kind) {
    case 'term':
      return termKeys(query.term, labels)
    case 'not':
      // Where a search is done is no property of a message.
      if (query.of.kind === 'term' && query.of.term.kind === 'folder') return [atom('ALL')]
      return [atom('NOT'), [...keysOf(query.of, labels)]]
    case 'and': {
      const keys = query.of.flatMap((each) => keysOf(each, labels))
      return keys.length === 0 ? [atom('ALL')] : keys
    }
    case 'or':
      return either(query.of.map((each) => keysOf(each, labels)))
  }
}

const either = (alternatives: readonly (readonly Argument[])[]): readonly Argument[] =>
  alternatives.flatMap((keys, at) =>
    at < alternatives.length - 1 ? [atom('OR'), [...keys]] : alternatives.length === 1 ? keys : [[...keys]],
  )

function termKeys(term: Term, labels: LabelIds): readonly Argument[] {
  switch (term.kind) {
    case 'text':
      return keyWith('TEXT', term.text)
    case 'field':
      return fieldKeys(term)
    case 'attachment':
      return withAttachment
    case 'label': {
      const id = labels.get(plain(term.label))
      const keyword = id === undefined ? null : labelKeyword(id)
      return keyword === null ? nothing : [atom('KEYWORD'), atom(keyword)]
    }
    case 'folder':
      return [atom('ALL')]
    case 'state':
      return [atom(stateKeys[term.state])]
    case 'before':
      return [atom('BEFORE'), atom(dateOf(term.day))]
    case 'after':
      return [atom('SINCE'), atom(dateOf(term.day))]
    case 'larger':
      return [atom('LARGER'), atom(String(term.octets))]
    case 'smaller':
      return [atom('SMALLER'), atom(String(term.octets))]
  }
}

function fieldKeys({ field, text }: Extract<Term, { kind: 'field' }>): readonly Argument[] {
  switch (field) {
    case 'from':
      return keyWith('FROM', text)
    case 'to':
      // Whoever asks to whom it went means copies as well.
      return either([keyWith('TO', text), keyWith('CC', text)])
    case 'cc':
      return keyWith('CC', text)
    case 'subject':
      return keyWith('SUBJECT', text)
    case 'filename':
      // Full text holds the names of attachments among all the rest: what merely speaks of one beside another is found, too.
      return [...withAttachment, ...keyWith('TEXT', text)]
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const dateOf = ({ year, month, day }: Day): string => `${day}-${months[month - 1]}-${year}`
