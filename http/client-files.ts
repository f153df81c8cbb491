// A browser client as it was built: its files under hashed names, and two pages for every address of its own: the light one
// where one is not signed in yet, the whole client for the rest. Nothing comes from anywhere else, and the browser is told so.

import { extname, join, normalize } from 'node:path'
import type { Context } from 'hono'
import { codedFile, codedParts } from './content-coding.ts'
import { isOpenedByPerson, type PreloadedAnswer, withPreloadedAnswers } from './preloaded-answers.ts'

export interface BuiltClient {
  readonly folder: string
  /** Addresses where one is not signed in yet. */
  readonly entrance: ReadonlySet<string>
  /** The one other origin whose pages it may frame; none where it is left out. */
  readonly frames?: string
  /** It has a worker of its own, which opens its page without a network. */
  readonly worker?: boolean
  /** What goes out with the page that a person opens; null where there is nothing to say. Never rejects: the page is under way. */
  readonly firstAnswers?: (context: Context) => Promise<readonly PreloadedAnswer[] | null>
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.png': 'image/png',
}

const policyOf = ({ frames, worker = false }: BuiltClient): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    // react-aria places popovers by inline styles, set from script: attributes, never sheets.
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    `worker-src ${worker ? "'self'" : "'none'"}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(frames === undefined ? [] : [`frame-src ${frames}`]),
  ].join('; ')

const guardedBy = (client: BuiltClient) => ({
  'content-security-policy': policyOf(client),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
})

/** Answers whatever is no route. */
export function clientFiles(client: BuiltClient): (context: Context) => Promise<Response> {
  const guarded = guardedBy(client)
  return async (context) => {
    const path = pathOf(context.req.path)
    if (path === null) return new Response('Not found', { status: 404, headers: guarded })
    const type = types[extname(path)]
    return type !== undefined && !path.endsWith('.html')
      ? await fileResponse(client, { context, guarded, path, type })
      : await pageResponse(client, { context, guarded, isEntrance: client.entrance.has(path) })
  }
}

interface Served {
  readonly context: Context
  readonly guarded: Readonly<Record<string, string>>
}

async function fileResponse(
  { folder }: BuiltClient,
  { context, guarded, path, type }: Served & { readonly path: string; readonly type: string },
): Promise<Response> {
  const file = await codedFile(join(folder, path), context.req.header('accept-encoding') ?? null)
  if (file === null) return new Response('Not found', { status: 404, headers: guarded })
  const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
  return new Response(file.body, {
    headers: { ...guarded, ...file.headers, 'content-type': type, 'cache-control': cache },
  })
}

async function pageResponse(
  { folder, firstAnswers }: BuiltClient,
  { context, guarded, isEntrance }: Served & { readonly isEntrance: boolean },
): Promise<Response> {
  const accepts = context.req.header('accept-encoding') ?? null
  const first = !isEntrance && isOpenedByPerson(context.req.raw.headers) ? firstAnswers?.(context) : undefined
  const file = join(folder, isEntrance ? 'entrance.html' : 'index.html')
  const page = await codedFile(file, first === undefined ? accepts : null)
  if (page === null) return new Response('The client is not built.', { status: 503, headers: guarded })
  const html = { ...guarded, 'content-type': 'text/html; charset=utf-8' }
  if (first === undefined)
    return new Response(page.body, { headers: { ...html, ...page.headers, 'cache-control': 'no-cache' } })
  const parts = withPreloadedAnswers(new TextDecoder().decode(Buffer.from(page.body)), first)
  const { body, headers } = codedParts(parts, accepts)
  // A proxy passes the first part on as it comes (nginx reads the last one).
  const unbuffered = { 'cache-control': 'no-store', 'x-accel-buffering': 'no' }
  return new Response(body, { headers: { ...html, ...headers, ...unbuffered } })
}

/** Below the folder whatever dots it has; null for what is no percent-encoding. */
function pathOf(raw: string): string | null {
  try {
    return normalize(decodeURIComponent(raw))
  } catch {
    return null
  }
}
