// Where the button of a thing to do leads.

import type { AdminAnswer } from '../../contract/all.ts'

export type ToDoItem = AdminAnswer<'GET /to-do'>['items'][number]

const pages: Readonly<Record<ToDoItem['target']['kind'], string>> = {
  security: '/securite',
  status: '/etat',
  mailbox: '/boites',
  held: '/quarantaine',
  queue: '/file-attente',
  person: '/personnes',
  commune: '/communes',
  welcome: '/accueil',
  'api-key': '/equipe',
}

/** The place itself where the item names one, else the page of such things. */
export function placeOf({ kind, target, commune }: ToDoItem): string {
  if (kind === 'alert') return '/securite/alertes'
  // Where one takes back what one asked for.
  if (kind === 'factor-reset-asked') return '/equipe/second-facteur'
  if (kind === 'destination-silent')
    return `/file-attente/destinations?q=${encodeURIComponent(target.id ?? '')}`
  const page = pages[target.kind]
  if (target.kind === 'held') return commune === null ? page : `${page}?commune=${commune.id}`
  if (target.kind === 'queue') {
    const state = `${page}?etat=${kind === 'approval-waiting' ? 'approuver' : 'retenus'}`
    return commune === null ? state : `${state}&commune=${commune.id}`
  }
  if (target.kind === 'commune' && target.id !== null) return `${page}/${target.id}/acces`
  const named = target.kind === 'mailbox' || target.kind === 'person' || target.kind === 'welcome'
  return named && target.id !== null ? `${page}/${target.id}` : page
}

export const severities = ['harm', 'risk', 'soon'] as const

/** In the order of harm, without the groups where there is nothing. */
export const grouped = (items: readonly ToDoItem[]) =>
  severities
    .map((severity) => ({ severity, items: items.filter((item) => item.severity === severity) }))
    .filter((group) => group.items.length > 0)
