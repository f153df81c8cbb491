// The host that shows HTML messages: it knows no session and no cookie. Its one page is an empty frame whose script takes a
// message from the webmail that holds it, cleans it once more and shows it; nothing else may run or load there.

import { Hono } from 'hono'
import type { WebmailConfig } from '#core/config/webmail-config.ts'
import { frameFile } from './frame-file.ts'

export type ContentParts = Pick<WebmailConfig, 'clientFolder' | 'origin' | 'contentOrigin'>

export function openContentApp(parts: ContentParts): Hono {
  const app = new Hono()
  const headers = headersOf(parts)
  app.get('/frame', () => frameFile(parts.clientFolder, 'frame.html', headers))
  app.get('/assets/:file', (context) =>
    frameFile(parts.clientFolder, `assets/${context.req.param('file')}`, headers),
  )
  app.get('/health', () => Response.json({ state: 'healthy' }))
  app.notFound(() => new Response('Not found', { status: 404, headers }))
  app.onError(() => new Response('Not found', { status: 404, headers }))
  return app
}

/** A message brings styles of its own, which the frame has reduced to what is harmless; it never brings a script. */
const policyOf = ({ origin, contentOrigin }: ContentParts): string =>
  [
    "default-src 'none'",
    // By name and not 'self': the frame is sandboxed, and belongs to no origin.
    `script-src ${contentOrigin}/assets/`,
    `style-src ${contentOrigin}/assets/ 'unsafe-inline'`,
    `img-src ${contentOrigin} data:`,
    `font-src ${contentOrigin}/assets/`,
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${origin}`,
  ].join('; ')

const headersOf = (parts: ContentParts): Readonly<Record<string, string>> => ({
  'content-security-policy': policyOf(parts),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  // A module script of a frame without an origin is fetched as one of another origin.
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
})
