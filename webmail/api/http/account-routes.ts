// The routes of one's own account, as http/account has them for every interface, registered among those of the webmail. A
// change is one transaction, with its row of the audit log.

import { auditActor } from '#http/account/audit-actor.ts'
import type { AccountHandlers } from '#http/account/context.ts'
import { auditedTransaction } from '#http/audited-transaction.ts'
import type { RouteDefinition, RouteGiven, RouteName, RouteTable } from '#http/contract/route.ts'
import { Problem } from '#http/problem.ts'
import type { Actor } from '#identity/actor.ts'
import { permissionsOf } from '#identity/permissions.ts'
import type { Person } from '../actor.ts'
import type { Asking, RegisteredRoute } from './handler.ts'

/** Given what its kind of route is given. */
type Handle = (given: RouteGiven<RouteDefinition>, context: object) => Promise<unknown>

export function accountRoutesOf<Table extends RouteTable>(
  table: Table,
  handlers: AccountHandlers<Table>,
): readonly RegisteredRoute[] {
  return Object.entries(table).map(([key, definition]) => {
    const name = key as RouteName
    // The table's own types were checked above; from here on every route looks alike.
    const handle = handlers[key as keyof Table] as Handle
    const reads = name.startsWith('GET ') || definition.changesNothing === true
    return reads
      ? { name, definition, handle: (given, asking) => handle(given, contextOf(asking)) }
      : {
          name,
          definition,
          handle: (given, asking) => change(name, handle, { given, asking }),
          isTransaction: true,
        }
  })
}

async function change(
  name: RouteName,
  handle: Handle,
  { given, asking }: { readonly given: RouteGiven<RouteDefinition>; readonly asking: Asking },
): Promise<unknown> {
  const context = contextOf(asking)
  const later: (() => Promise<void>)[] = []
  const afterCommit = (work: () => Promise<void>) => void later.push(work)
  const by = auditActor(context.actor, asking.client)
  const answer = await auditedTransaction<unknown>(asking.database, { by, name }, (audited) =>
    handle(given, { ...context, ...audited, afterCommit }),
  )
  if (!(answer instanceof Problem)) for (const work of later) await work()
  return answer
}

/** Of a route for anyone there is no person, also where somebody is signed in. */
const contextOf = ({ database, ports, client, request, setCookies, person }: Asking) => ({
  ...{ database, ports, client, request, setCookies },
  actor: (person as Person | undefined) === undefined ? null : actorOf(person, client),
})

const actorOf = ({ id, email, role, factor, session, commune }: Person, client: string): Actor => ({
  ...{ kind: 'person', id, name: email, role, factor, session, client },
  commune: commune.id,
  scope: commune.kind === 'department' ? { kind: 'department' } : { kind: 'commune', commune: commune.id },
  permissions: permissionsOf(role),
})
