// A row of the audit log as its file says it: no codes and no JSON, in the words of the panel.

import { attachmentMarks } from '#core/message/attachment-mark.ts'
import { leakActions, leakAudiences, leakKinds } from '#core/policies/leak.ts'
import type { AuditRow } from '#db/stores/find-audit.ts'
import {
  actionWords,
  attachmentActionWords,
  attachmentMarkWords,
  boundWords,
  leakActionWords,
  leakAudienceWords,
  leakKindWords,
  propertyWords,
} from '../contract/audit-words.ts'
import { accessWords, roleWords, yes } from './http/csv-table.ts'
import { parisMinute } from './http/paris-time.ts'

/** Who did it, and what they are where they are nobody. */
export function actorInWords({ actor, actorKind }: Pick<AuditRow, 'actor' | 'actorKind'>): string {
  if (actorKind === 'person') return actor
  if (actorKind === 'machine') return actor.startsWith('vaguemestre ') ? `commande « ${actor} »` : actor
  return `${actorKind === 'key' ? 'clé d’API' : 'service'} « ${actor} »`
}

const nothing = 'rien'

/**
 * What stood on one side of a change, all of it in one cell: « Nom : Mairie ; Rôle : support »; empty where nothing did.
 */
export const sideInWords = (side: Readonly<Record<string, unknown>> | null): string =>
  Object.entries(side ?? {})
    .map(([property, value]) => `${nameOf(property)} : ${valueInWords(property, value)}`)
    .join(' ; ')

const nameOf = (property: string): string =>
  leakCell(property) ?? propertyWords[property] ?? settingWords[property] ?? property

/** Of what a policy says one by one. */
const settingWords: Readonly<Record<string, string>> = { ...attachmentMarkWords, ...boundWords }

/** Of the rules about leaks, a cell of which the log calls `nir.outside`; null for a property that is none. */
function leakCell(property: string): string | null {
  const kind = leakKinds.find((each) => property.startsWith(`${each}.`))
  const audience = leakAudiences.find((each) => property === `${kind}.${each}`)
  return kind === undefined || audience === undefined
    ? null
    : `${leakKindWords[kind]}, ${leakAudienceWords[audience].toLowerCase()}`
}

/** `1 warn, 10 refuse` */
function leakSteps(value: string): string {
  const steps = [...value.matchAll(/(\d+) ([a-z]+)/g)].flatMap(([, from, action]) => {
    const found = leakActions.find((each) => each === action)
    if (found === undefined) return []
    const said = leakActionWords[found]
    return [from === '1' ? said : `Dès ${from} : ${said.toLowerCase()}`]
  })
  return steps.length === 0 ? leakActionWords.allow : steps.join(', ')
}

/** Values that are codes, by the property that they stand in. */
const codes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  role: { ...roleWords, ...accessWords },
  kind: {
    ...{ personal: 'personnelle', shared: 'partagée', manager: 'responsable' },
    ...{ address: 'adresse', domain: 'domaine', network: 'réseau' },
    ...{ passkey: 'clé d’accès', totp: 'application de codes' },
  },
  effect: { allow: 'accepté', deny: 'refusé' },
  senders: { anyone: 'tout le monde', department: 'le département', members: 'les membres' },
  ...Object.fromEntries(attachmentMarks.map((mark) => [mark, attachmentActionWords])),
  heldFor: { approval: 'accord', person: 'quelqu’un', poison: 'mise à l’écart', stop: 'envoi suspendu' },
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/

function valueInWords(property: string, value: unknown): string {
  if (value === undefined || value === null || value === '') return nothing
  if (typeof value === 'boolean') return yes(value)
  if (typeof value === 'number') return String(value).replace('.', ',')
  if (typeof value === 'string') return textOf(property, value)
  if (Array.isArray(value))
    return value.length === 0
      ? nothing
      : value.map((each: unknown) => valueInWords(property, each)).join(', ')
  if (typeof value !== 'object') return String(value)
  const said = sideInWords({ ...value })
  return said === '' ? nothing : `(${said})`
}

function textOf(property: string, value: string): string {
  if (instant.test(value)) return parisMinute(new Date(value))
  if (leakCell(property) !== null) return leakSteps(value)
  // A permission is named as the action that it allows.
  if (property === 'permissions') return actionWords(value)
  return codes[property]?.[value] ?? value
}
