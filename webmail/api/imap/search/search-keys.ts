// A tree as keys of SEARCH (RFC 9051 §6.4.4), for Dovecot to find by its full text. Pure.

import type { Day, Query, State, Term, TextField } from '../../../search/query.ts'
import { plain, selfWords } from '../../../search/words.ts'
import { type Argument, atom } from '../command.ts'
import { labelKeyword } from '../label-keyword.ts'
import { keyWith } from '../thread-command.ts'

/** Ids of labels by what a person calls them, capitals and accents left aside. */
export type LabelIds = ReadonlyMap<string, string>

/** What words of a search stand for in one box. */
export interface Meaning {
  readonly labels: LabelIds
  /** Address of the box, which `à:moi` means there. */
  readonly self: string
}

const stateKeys: Readonly<Record<State, string>> = {
  unread: 'UNSEEN',
  read: 'SEEN',
  starred: 'FLAGGED',
  answered: 'ANSWERED',
  draft: 'DRAFT',
}

const peopleFields: ReadonlySet<TextField> = new Set(['from', 'to', 'cc', 'bcc'])
const daySeconds = 86_400
const withAttachment = [atom('KEYWORD'), atom('$HasAttachment')]
const nothing = [atom('NOT'), atom('ALL')]

/** What stands in parentheses is one key, whatever it is made of. */
export function keysOf(query: Query, meaning: Meaning): readonly Argument[] {
  switch (query.kind) {
    case 'term':
      return termKeys(query.term, meaning)
    case 'not':
      return [atom('NOT'), [...keysOf(query.of, meaning)]]
    case 'and': {
      const keys = query.of.flatMap((each) => keysOf(each, meaning))
      return keys.length === 0 ? [atom('ALL')] : keys
    }
    case 'or':
      return either(query.of.map((each) => keysOf(each, meaning)))
  }
}

const either = (alternatives: readonly (readonly Argument[])[]): readonly Argument[] =>
  alternatives.flatMap((keys, at) =>
    at < alternatives.length - 1 ? [atom('OR'), [...keys]] : alternatives.length === 1 ? keys : [[...keys]],
  )

function termKeys(term: Term, meaning: Meaning): readonly Argument[] {
  switch (term.kind) {
    case 'text':
      return keyWith('TEXT', term.text)
    case 'field':
      return fieldKeys(term, meaning)
    case 'attachment':
      return withAttachment
    case 'label': {
      const id = meaning.labels.get(plain(term.label))
      const keyword = id === undefined ? null : labelKeyword(id)
      return keyword === null ? nothing : [atom('KEYWORD'), atom(keyword)]
    }
    case 'folder':
      // Where a search is done is no property of a message: `folderQuery` says it of each folder.
      return [atom('ALL')]
    case 'state':
      return [atom(stateKeys[term.state])]
    case 'before':
      return [atom('BEFORE'), atom(dateOf(term.day))]
    case 'after':
      return [atom('SINCE'), atom(dateOf(term.day))]
    case 'older':
    case 'younger':
      // RFC 5032.
      return [atom(term.kind.toUpperCase()), atom(String(term.days * daySeconds))]
    case 'larger':
      return [atom('LARGER'), atom(String(term.octets))]
    case 'smaller':
      return [atom('SMALLER'), atom(String(term.octets))]
  }
}

function fieldKeys(
  { field, text: written }: Extract<Term, { kind: 'field' }>,
  { self }: Meaning,
): readonly Argument[] {
  const text = peopleFields.has(field) && selfWords.includes(plain(written)) ? self : written
  switch (field) {
    case 'from':
      return keyWith('FROM', text)
    case 'to':
      // Whoever asks to whom it went means copies as well.
      return either([keyWith('TO', text), keyWith('CC', text)])
    case 'cc':
      return keyWith('CC', text)
    case 'bcc':
      return keyWith('BCC', text)
    case 'subject':
      return keyWith('SUBJECT', text)
    case 'filename':
      // Full text holds the names of attachments among all the rest: what merely speaks of one beside another is found, too.
      return [...withAttachment, ...keyWith('TEXT', text)]
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const dateOf = ({ year, month, day }: Day): string => `${day}-${months[month - 1]}-${year}`
