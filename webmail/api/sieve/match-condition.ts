// Whether a message has what a condition of a rule asks for, as Sieve would judge it. Pure.

import { domainOf, type RuleCondition, wordsOf } from './write-script.ts'

export interface JudgedPerson {
  readonly name: string
  readonly address: string
}

export interface MatchedMessage {
  readonly from: readonly JudgedPerson[]
  /** Copies included. */
  readonly to: readonly JudgedPerson[]
  readonly subject: string
  /** Empty for none. */
  readonly list: string
  readonly octets: number
  readonly hasFiles: boolean
  /** All of these words. */
  readonly isInText: (words: string) => boolean
}

export function matchesCondition(condition: RuleCondition, message: MatchedMessage): boolean {
  switch (condition.field) {
    case 'from':
    case 'to': {
      const { field, how, value } = condition
      const people = message[field]
      if (how === 'contains') return contains(people.map(written).join(', '), value)
      if (how === 'is') return people.some(({ address }) => plain(address) === plain(value))
      return people.some(({ address }) => plain(domainOf(address)) === plain(domainOf(value)))
    }
    case 'subject':
      return condition.how === 'is'
        ? plain(message.subject.trim()) === plain(condition.value)
        : contains(message.subject, condition.value)
    case 'words':
      return (
        wordsOf(condition.value).every((word) => contains(message.subject, word)) ||
        message.isInText(condition.value)
      )
    case 'list':
      return contains(message.list, condition.value)
    case 'larger':
      return message.octets > condition.octets
    case 'smaller':
      return message.octets < condition.octets
    case 'attachment':
      return message.hasFiles
  }
}

const written = ({ name, address }: JudgedPerson): string => (name === '' ? address : `${name} <${address}>`)

/** Accents count: Sieve knows nothing of them. */
const plain = (text: string): string => text.normalize('NFC').toLowerCase()

const contains = (text: string, part: string): boolean => plain(text).includes(plain(part))
