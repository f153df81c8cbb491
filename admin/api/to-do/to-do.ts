// What needs somebody, put together from the tables and from what the orchestrator says, the most harmful first.

import type { z } from 'zod'
import type { Permission } from '#core/contract.ts'
import type { Database } from '#db/connection.ts'
import { findUnattendedAddresses, type UnattendedAddress } from '#db/stores/addresses/unattended-addresses.ts'
import { isRoutineAlert } from '#db/stores/security/routine-alerts.ts'
import { findToDo, type ToDoRow, type ToDoSource } from '#db/stores/to-do.ts'
import type { Actor } from '#identity/actor.ts'
import { dashboardRoutes, type toDoItem } from '../../contract/to-do.ts'
import { implement } from '../http/handler.ts'
import type { Ports } from '../ports.ts'
import { readServiceStates } from './service-states.ts'

type Item = z.infer<typeof toDoItem>

interface Kind {
  readonly severity: Item['severity']
  /** Whoever may not read what it is about does not hear of it. */
  readonly permission: Permission
  readonly target: Item['target']['kind']
}

/** In the order in which they are shown within one severity. */
const kinds: Readonly<Record<ToDoSource, Kind>> = {
  alert: { severity: 'harm', permission: 'read:security', target: 'security' },
  'attacked-account': { severity: 'harm', permission: 'read:security', target: 'security' },
  'sending-stopped': { severity: 'harm', permission: 'read:mailbox', target: 'mailbox' },
  'mailbox-full': { severity: 'harm', permission: 'read:mailbox', target: 'mailbox' },
  'mail-set-aside': { severity: 'harm', permission: 'read:deliverability', target: 'queue' },
  'mailbox-not-made': { severity: 'harm', permission: 'read:mailbox', target: 'mailbox' },
  'factor-missing': { severity: 'risk', permission: 'read:person', target: 'person' },
  'factor-reset': { severity: 'risk', permission: 'reset:factor', target: 'person' },
  'factor-reset-asked': { severity: 'soon', permission: 'reset:factor', target: 'person' },
  'held-waiting': { severity: 'risk', permission: 'read:held', target: 'held' },
  'approval-waiting': { severity: 'risk', permission: 'read:queue', target: 'queue' },
  'destination-silent': { severity: 'risk', permission: 'read:deliverability', target: 'queue' },
  'mailbox-filling': { severity: 'risk', permission: 'read:mailbox', target: 'mailbox' },
  'welcome-failed': { severity: 'risk', permission: 'welcome:commune', target: 'welcome' },
  'nobody-came-in': { severity: 'soon', permission: 'activate:person', target: 'commune' },
  'mailbox-ending': { severity: 'soon', permission: 'read:mailbox', target: 'mailbox' },
  'access-ending': { severity: 'soon', permission: 'read:access', target: 'mailbox' },
  'external-forward-ending': { severity: 'soon', permission: 'read:address', target: 'mailbox' },
  'api-key-ending': { severity: 'soon', permission: 'read:api-key', target: 'api-key' },
}
const mostOfOneKind = 50
const order: readonly Item['severity'][] = ['harm', 'risk', 'soon']

export async function readToDo({
  actor,
  database,
  ports,
}: {
  readonly actor: Actor
  readonly database: Database
  readonly ports: Ports
}): Promise<{ readonly items: Item[]; readonly more: boolean; readonly checkedAt: string }> {
  const readable = (Object.keys(kinds) as ToDoSource[]).filter((source) =>
    actor.permissions.has(kinds[source].permission),
  )
  const reader = actor.kind === 'person' ? actor.id : null
  const found = await Promise.all(
    readable.map(async (source) => ({
      source,
      rows: await findToDo(database, actor.scope, { source, most: mostOfOneKind + 1, reader }),
    })),
  )
  const unattended = actor.permissions.has('read:mailbox')
    ? await findUnattendedAddresses(database, actor.scope, mostOfOneKind + 1)
    : []
  const items = [
    ...(actor.permissions.has('read:status') ? await failedServices(ports) : []),
    ...unattended.slice(0, mostOfOneKind).map(unattendedItem),
    ...found.flatMap(({ source, rows }) => rows.slice(0, mostOfOneKind).map((row) => itemOf(source, row))),
  ]
  return {
    items: items.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity)),
    more: [unattended, ...found.map(({ rows }) => rows)].some(({ length }) => length > mostOfOneKind),
    checkedAt: new Date(ports.clock.now()).toISOString(),
  }
}

/** What it is up to is any of several mailboxes: the list of them is where to go. */
const unattendedItem = ({ address, commune }: UnattendedAddress): Item => ({
  id: `address-unattended:${address}`,
  ...{ kind: 'address-unattended', severity: 'harm', commune, subject: address, fields: {}, since: null },
  target: { kind: 'mailbox', id: null },
})

function itemOf(source: ToDoSource, { id, subject, commune, since, fields }: ToDoRow): Item {
  const { target } = kinds[source]
  const severity = severityOf(source, fields)
  const told = fields.person ?? fields.target ?? ''
  return {
    id: `${source}:${id}${told === '' ? '' : `:${told}`}`,
    ...{ kind: source, severity, commune, subject, fields: { ...fields } },
    since: since?.toISOString() ?? null,
    target: { kind: target, id },
  }
}

function severityOf(source: ToDoSource, { kind, late }: ToDoRow['fields']): Item['severity'] {
  if (source === 'alert' && isRoutineAlert(kind)) return 'risk'
  return source === 'held-waiting' && late === 0 ? 'soon' : kinds[source].severity
}

/** Not those of which nobody knows: that the orchestrator is silent is told by the status itself. */
async function failedServices(ports: Ports): Promise<readonly Item[]> {
  const { services } = await readServiceStates(ports)
  return services
    .filter(({ state }) => state === 'failed' || state === 'stopped')
    .map(({ name, state, detail, since }) => ({
      id: `service-failed:${name}`,
      kind: 'service-failed',
      severity: 'harm',
      commune: null,
      subject: name,
      fields: { state, detail },
      since,
      target: { kind: 'status', id: name },
    }))
}

// The dashboard: what needs somebody, and the figures.
export const dashboardHandlers = implement(dashboardRoutes, {
  'GET /to-do': async (_, context) => await readToDo(context),
  'GET /figures': async (_, { actor, database, ports }) => await ports.figures(database, actor.scope),
})
