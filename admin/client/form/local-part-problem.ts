// What keeps a text from being the part of an address before the @, so that a form can say it before anything is sent. The
// API judges by the same rule (admin/contract/mailboxes/template.ts).

export type LocalPartMistake = 'whole-address' | 'letters'

const wellFormed = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/

/** Null for one that may be taken, and while nothing is typed. */
export function localPartMistake(typed: string): LocalPartMistake | null {
  if (typed === '') return null
  if (typed.includes('@')) return 'whole-address'
  const text = typed.toLowerCase()
  return wellFormed.test(text) && !text.includes('..') ? null : 'letters'
}
