// The policy of a commune as a form: empty means « as the Département », so nothing is copied that may change there.

import type { AdminAnswer, AdminInput } from '../../contract/all.ts'

export type PolicyView = AdminAnswer<'GET /communes/{commune}/policy'>
export type PolicyChange = AdminInput<'PUT /communes/{commune}/policy'>['body']
export type Mark = keyof PolicyView['inherited']['attachments']
export type SendingBound = keyof PolicyView['inherited']['sending']
export type AttachmentAction = PolicyView['inherited']['attachments'][Mark]

/** A number as people write it; null for what is none, undefined for an empty field. */
export function readScore(text: string): number | null | undefined {
  const plain = text.trim().replace(',', '.')
  if (plain === '') return undefined
  return /^\d{1,3}(\.\d{1,2})?$/.test(plain) ? Number(plain) : null
}

export const writeScore = (score: number | null, language: 'fr' | 'en'): string =>
  score === null ? '' : score.toLocaleString(language)

/** In the order in which they are asked for. */
export const sendingBounds = [
  'mailboxHour',
  'mailboxDay',
  'communeHour',
  'firstTimeDay',
] as const satisfies readonly SendingBound[]

/** A whole number above zero; null for what is none, undefined for an empty field. */
export function readCount(text: string): number | null | undefined {
  const plain = text.replace(/\s/g, '')
  if (plain === '') return undefined
  return /^[1-9]\d{0,5}$/.test(plain) ? Number(plain) : null
}

/** The whole of it, with this part changed: the route takes nothing less. */
export const changed = (view: PolicyView, part: Partial<Omit<PolicyChange, 'version'>>): PolicyChange => ({
  version: view.version,
  junkAt: view.own.junkAt,
  refuseAt: view.own.refuseAt,
  attachments: view.own.attachments,
  sending: view.own.sending,
  forbidsExternalForwards: view.own.forbidsExternalForwards,
  ...part,
})
