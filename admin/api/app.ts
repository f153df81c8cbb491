// Every route of the admin API under `/api/v1`, better-auth's own under `/api/auth`, and the panel's files for the rest.

import { Hono } from 'hono'
import { accountHandlers } from '#http/account/account.ts'
import { firstAccessHandlers } from '#http/account/first-access.ts'
import { guardedRoute } from '#http/account/guarded-route.ts'
import { ownAppPasswordHandlers } from '#http/account/own-app-passwords.ts'
import { ownSignInHandlers } from '#http/account/own-sign-ins.ts'
import { clientAddress } from '#http/client-address.ts'
import { clientFiles } from '#http/client-files.ts'
import { accountRoutes } from '#http/contract/account.ts'
import { firstAccessRoutes } from '#http/contract/first-access.ts'
import { ownAppPasswordRoutes } from '#http/contract/own-app-password.ts'
import { ownSignInRoutes } from '#http/contract/own-sign-in.ts'
import type { RouteName } from '#http/contract/route.ts'
import { problemOfDatabase } from '#http/database-problem.ts'
import { health } from '#http/health.ts'
import { Problem, problemResponse } from '#http/problem.ts'
import { welcomeRoutes } from '../contract/communes/welcome.ts'
import { aliasHandlers } from './addresses/aliases.ts'
import { forwardHandlers } from './addresses/forwards.ts'
import { listHandlers } from './addresses/lists.ts'
import { auditHandlers } from './audit.ts'
import { communeHandlers } from './communes/communes.ts'
import { domainHandlers } from './communes/domains.ts'
import { officialCommuneHandlers } from './communes/official-communes.ts'
import { deliverabilityHandlers } from './deliverability/deliverability.ts'
import { heldHandlers } from './held/held.ts'
import { heldLinkHandlers } from './held/held-links.ts'
import { implement, type RegisteredRoute } from './http/handler.ts'
import { serveRoute } from './http/serve-route.ts'
import { mailServersHandlers, supportHandlers } from './installation.ts'
import { letterHandlers } from './letters/letters.ts'
import { accessHandlers } from './mailboxes/access.ts'
import { importHandlers } from './mailboxes/imports.ts'
import { mailboxHandlers } from './mailboxes/mailboxes.ts'
import { templateHandlers } from './mailboxes/templates.ts'
import { heldLinkPath, serveHeldLinkPage } from './pages/held-link-page.ts'
import { referencePage } from './pages/reference-page.ts'
import { activationHandlers } from './persons/activation.ts'
import { apiKeyHandlers } from './persons/api-keys.ts'
import { factorResetHandlers } from './persons/factor-resets.ts'
import { personHandlers } from './persons/persons.ts'
import { profileHandlers } from './persons/profile.ts'
import { sessionHandlers } from './persons/session.ts'
import { teamHandlers } from './persons/team.ts'
import { leakPolicyHandlers } from './policies/leak-policies.ts'
import { leakHandlers } from './policies/leaks.ts'
import { policyHandlers } from './policies/policies.ts'
import { protectedNameHandlers } from './policies/protected-names.ts'
import { senderRuleHandlers } from './policies/sender-rules.ts'
import type { ApiParts } from './ports.ts'
import { queueHandlers, replyKindHandlers } from './queue/queue.ts'
import { openApiDocument } from './reference/openapi.ts'
import { alertHandlers } from './security/alerts.ts'
import { appPasswordHandlers } from './security/app-passwords.ts'
import { blockHandlers } from './security/blocks.ts'
import { securityEventHandlers } from './security/security-events.ts'
import { signInHandlers } from './security/sign-ins.ts'
import { trustedNetworkHandlers } from './security/trusted-networks.ts'
import { statusHandlers } from './to-do/service-states.ts'
import { dashboardHandlers } from './to-do/to-do.ts'
import { traceHandlers } from './trace/traces.ts'
import { batchHandlers } from './welcome/batch-handlers.ts'
import { creationHandlers } from './welcome/creation-handlers.ts'
import { plannedCommuneHandlers } from './welcome/planned-commune-handlers.ts'

// Welcoming communes: batches, the communes in them, what creating them would make, and creating them.
const welcomeHandlers = implement(welcomeRoutes, {
  ...batchHandlers,
  ...plannedCommuneHandlers,
  ...creationHandlers,
})

export const apiBase = '/api/v1'
/** Addresses before the panel, as admin/client/entrance.tsx reads them. */
const entrance = new Set(['/connexion', '/premiere-visite', '/premier-administrateur', '/second-facteur'])

/** The whole API as data: tests walk it, the reference is made of it. */
export const allRoutes: readonly RegisteredRoute[] = [
  ...sessionHandlers,
  ...activationHandlers,
  ...implement(firstAccessRoutes, firstAccessHandlers),
  ...profileHandlers,
  ...implement(accountRoutes, accountHandlers),
  ...teamHandlers,
  ...factorResetHandlers,
  ...communeHandlers,
  ...officialCommuneHandlers,
  ...templateHandlers,
  ...implement(ownAppPasswordRoutes, ownAppPasswordHandlers),
  ...appPasswordHandlers,
  ...implement(ownSignInRoutes, ownSignInHandlers),
  ...signInHandlers,
  ...securityEventHandlers,
  ...blockHandlers,
  ...trustedNetworkHandlers,
  ...alertHandlers,
  ...welcomeHandlers,
  ...letterHandlers,
  ...auditHandlers,
  ...apiKeyHandlers,
  ...policyHandlers,
  ...leakPolicyHandlers,
  ...leakHandlers,
  ...senderRuleHandlers,
  ...protectedNameHandlers,
  ...domainHandlers,
  ...mailboxHandlers,
  ...mailServersHandlers,
  ...supportHandlers,
  ...personHandlers,
  ...accessHandlers,
  ...heldHandlers,
  ...heldLinkHandlers,
  ...aliasHandlers,
  ...listHandlers,
  ...forwardHandlers,
  ...traceHandlers,
  ...queueHandlers,
  ...replyKindHandlers,
  ...deliverabilityHandlers,
  ...dashboardHandlers,
  ...importHandlers,
  ...statusHandlers,
]

export function openApp(parts: ApiParts): Hono {
  const app = new Hono()
  const known = new Map<string, RouteName[]>()
  for (const route of allRoutes) {
    const [method = '', path = ''] = route.name.split(' ')
    const pattern = `${apiBase}${path.replace(/\{(\w+)\}/g, ':$1')}`
    known.set(pattern, [...(known.get(pattern) ?? []), route.name])
    app.on(method, pattern, (context) =>
      serveGuarded(parts, {
        route,
        request: context.req.raw,
        params: context.req.param(),
        client: clientAddress(context, parts.ports.behindProxy),
      }),
    )
  }
  for (const [pattern, names] of known) {
    app.all(pattern, () =>
      problemResponse(new Problem('method-not-allowed', 'This path does something else.'), {
        allow: names.map((name) => name.split(' ')[0]).join(', '),
      }),
    )
  }
  const document = openApiDocument(allRoutes, apiBase)
  app.get(`${apiBase}/openapi.json`, (context) => context.json(document))
  app.get('/api/reference', () => referencePage(document))
  app.all(`${apiBase}/*`, () => problemResponse(new Problem('not-found', 'No such path.')))
  app.get('/health', () => health(parts.database))
  app.on(['GET', 'POST'], '/api/auth/*', (context) =>
    serveAuthentication(parts, context.req.raw, clientAddress(context, parts.ports.behindProxy)),
  )
  app.on(['GET', 'POST'], heldLinkPath, (context) =>
    serveHeldLinkPage(parts, {
      request: context.req.raw,
      token: context.req.param('token') ?? '',
      client: clientAddress(context, parts.ports.behindProxy),
    }),
  )
  app.get('*', clientFiles({ folder: parts.clientFolder, entrance }))
  app.onError((error, context) =>
    problemResponse(problemOfDatabase(error, parts.ports.log, context.req.routePath)),
  )
  return app
}

const serveGuarded = (parts: ApiParts, asked: Parameters<typeof serveRoute>[1]): Promise<Response> =>
  guardedRoute(parts.ports, { ...asked, name: asked.route.name }, () => serveRoute(parts, asked))

async function serveAuthentication({ ports }: ApiParts, request: Request, client: string): Promise<Response> {
  try {
    const response = await ports.authentication.serve(request, client)
    // Sessions, keys and codes: in nobody's cache, whatever better-auth says of itself.
    response.headers.set('cache-control', 'no-store')
    return response
  } catch (error) {
    return problemResponse(problemOfDatabase(error, ports.log, new URL(request.url).pathname))
  }
}
