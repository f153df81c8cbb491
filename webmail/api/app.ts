// Every route of the webmail's API under `/api/v1`, better-auth's own under `/api/auth`, and the client's files for the rest.

import { Hono } from 'hono'
import { guardedRoute } from '#http/account/guarded-route.ts'
import { clientAddress } from '#http/client-address.ts'
import { clientFiles } from '#http/client-files.ts'
import { problemOfDatabase } from '#http/database-problem.ts'
import { health } from '#http/health.ts'
import { Problem, problemResponse } from '#http/problem.ts'
import type { RegisteredRoute } from './http/handler.ts'
import { type Asking, preloadedAnswers } from './http/preloaded-answers.ts'
import { type Asked, serveRoute } from './http/serve-route.ts'
import type { ApiParts } from './ports.ts'
import { ownAccountHandlers } from './routes/account.ts'
import { actionHandlers } from './routes/actions.ts'
import { boxHandlers } from './routes/boxes.ts'
import { contactGroupHandlers } from './routes/contact-groups.ts'
import { contactImportHandlers } from './routes/contact-imports.ts'
import { contactHandlers } from './routes/contacts.ts'
import { conversationHandlers } from './routes/conversations.ts'
import { directoryHandlers } from './routes/directory.ts'
import { draftHandlers } from './routes/drafts.ts'
import { eventHandlers } from './routes/events.ts'
import { everyBoxHandlers } from './routes/every-box.ts'
import { exportHandlers } from './routes/exports.ts'
import { folderHandlers } from './routes/folders.ts'
import { invitationHandlers } from './routes/invitations.ts'
import { labelHandlers } from './routes/labels.ts'
import { outboxHandlers } from './routes/outbox.ts'
import { previewHandlers } from './routes/previews.ts'
import { receiptHandlers } from './routes/receipts.ts'
import { ruleHandlers } from './routes/rules.ts'
import { sessionHandlers } from './routes/session.ts'
import { settingsHandlers } from './routes/settings.ts'
import { sharedFileHandlers } from './routes/shared-files.ts'
import { suggestionHandlers } from './routes/suggestions.ts'
import { supportHandlers } from './routes/support.ts'
import { templateHandlers } from './routes/templates.ts'

export const apiBase = '/api/v1'
/** Addresses before the mail, as webmail/client/entrance.tsx reads them. */
const entrance = new Set(['/connexion', '/premiere-visite', '/second-facteur', '/accessibilite'])

/** The whole API as data: tests walk it. */
export const allRoutes: readonly RegisteredRoute[] = [
  ...sessionHandlers,
  ...supportHandlers,
  ...ownAccountHandlers,
  ...boxHandlers,
  ...folderHandlers,
  ...conversationHandlers,
  ...everyBoxHandlers,
  ...exportHandlers,
  ...invitationHandlers,
  ...previewHandlers,
  ...receiptHandlers,
  ...eventHandlers,
  ...actionHandlers,
  ...draftHandlers,
  ...outboxHandlers,
  ...suggestionHandlers,
  ...contactHandlers,
  ...contactGroupHandlers,
  ...contactImportHandlers,
  ...directoryHandlers,
  ...settingsHandlers,
  ...templateHandlers,
  ...labelHandlers,
  ...ruleHandlers,
  ...sharedFileHandlers,
]

export function openApp(parts: ApiParts): Hono {
  const { ports } = parts
  const app = new Hono()
  const methods = Map.groupBy(allRoutes, ({ name }) => patternOf(name))
  for (const route of allRoutes) {
    const [method = ''] = route.name.split(' ')
    app.on(method, patternOf(route.name), (context) =>
      serveGuarded(parts, {
        ...{ route, request: context.req.raw, params: context.req.param() },
        client: clientAddress(context, ports.behindProxy),
      }),
    )
  }
  for (const [pattern, routes] of methods) {
    const allow = routes.map(({ name }) => name.split(' ')[0]).join(', ')
    app.all(pattern, () =>
      problemResponse(new Problem('method-not-allowed', 'This path does something else.'), { allow }),
    )
  }
  app.all(`${apiBase}/*`, () => problemResponse(new Problem('not-found', 'No such path.')))
  app.get('/health', () => health(parts.database))
  app.on(['GET', 'POST'], '/api/auth/*', (context) =>
    serveAuthentication(parts, context.req.raw, clientAddress(context, ports.behindProxy)),
  )
  app.get(
    '*',
    clientFiles({
      ...{ folder: parts.clientFolder, entrance, frames: ports.contentOrigin, worker: true },
      firstAnswers: (context) =>
        preloadedAnswers(new URL(context.req.url), (asking) =>
          serveGuarded(parts, {
            ...askedByPage(context.req.raw, asking),
            client: clientAddress(context, ports.behindProxy),
          }),
        ),
    }),
  )
  app.onError((error, context) => problemResponse(problemOfDatabase(error, ports.log, context.req.routePath)))
  return app
}

const serveGuarded = (parts: ApiParts, asked: Asked): Promise<Response> =>
  guardedRoute(parts.ports, { ...asked, name: asked.route.name }, () => serveRoute(parts, asked))

/** As the script of the page would ask with the same cookies. */
function askedByPage(
  { url, headers }: Request,
  { name, params = {}, query = {} }: Asking,
): Omit<Asked, 'client'> {
  const route = allRoutes.find((each) => each.name === name)
  if (route === undefined) throw new Error(`no route ${name}`)
  const address = new URL(apiBase, url)
  for (const [key, value] of Object.entries(query)) address.searchParams.set(key, String(value))
  const asking = new Headers(headers)
  // It goes into the page, which is compressed as a whole.
  asking.delete('accept-encoding')
  return { route, request: new Request(address, { headers: asking }), params, withoutCookies: true }
}

const patternOf = (name: string): string =>
  `${apiBase}${name.slice(name.indexOf(' ') + 1).replace(/\{(\w+)\}/g, ':$1')}`

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
