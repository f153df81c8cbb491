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
import { implement, type RegisteredRoute } from './http/handler.ts'
import { serveRoute } from './http/serve-route.ts'
import { heldLinkPath, serveHeldLinkPage } from './pages/held-link-page.ts'
import { referencePage } from './pages/reference-page.ts'
import type { ApiParts } from './ports.ts'
import { openApiDocument } from './reference/openapi.ts'
import { accessHandlers } from './routes/access.ts'
import { activationHandlers } from './routes/activation.ts'
import { alertHandlers } from './routes/alerts.ts'
import { aliasHandlers } from './routes/aliases.ts'
import { apiKeyHandlers } from './routes/api-keys.ts'
import { appPasswordHandlers } from './routes/app-passwords.ts'
import { auditHandlers } from './routes/audit.ts'
import { blockHandlers } from './routes/blocks.ts'
import { communeHandlers } from './routes/communes.ts'
import { dashboardHandlers } from './routes/dashboard.ts'
import { deliverabilityHandlers } from './routes/deliverability.ts'
import { domainHandlers } from './routes/domains.ts'
import { factorResetHandlers } from './routes/factor-resets.ts'
import { forwardHandlers } from './routes/forwards.ts'
import { heldHandlers } from './routes/held.ts'
import { heldLinkHandlers } from './routes/held-links.ts'
import { importHandlers } from './routes/imports.ts'
import { leakPolicyHandlers } from './routes/leak-policies.ts'
import { leakHandlers } from './routes/leaks.ts'
import { letterHandlers } from './routes/letters.ts'
import { listHandlers } from './routes/lists.ts'
import { mailServersHandlers } from './routes/mail-servers.ts'
import { mailboxHandlers } from './routes/mailboxes.ts'
import { officialCommuneHandlers } from './routes/official-communes.ts'
import { personHandlers } from './routes/persons.ts'
import { policyHandlers } from './routes/policies.ts'
import { profileHandlers } from './routes/profile.ts'
import { protectedNameHandlers } from './routes/protected-names.ts'
import { queueHandlers } from './routes/queue.ts'
import { replyKindHandlers } from './routes/reply-kinds.ts'
import { securityEventHandlers } from './routes/security-events.ts'
import { senderRuleHandlers } from './routes/sender-rules.ts'
import { sessionHandlers } from './routes/session.ts'
import { signInHandlers } from './routes/sign-ins.ts'
import { statusHandlers } from './routes/status.ts'
import { supportHandlers } from './routes/support.ts'
import { teamHandlers } from './routes/team.ts'
import { templateHandlers } from './routes/templates.ts'
import { traceHandlers } from './routes/traces.ts'
import { trustedNetworkHandlers } from './routes/trusted-networks.ts'
import { welcomeHandlers } from './routes/welcomes.ts'

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
