// The host that shows HTML messages: it knows no session and no cookie. Its one page is an empty frame whose script takes a
// message from the webmail that holds it, cleans it once more and shows it. The images of messages come from here too, each by
// an address that says what it opens; whether its person still may is asked each time.

import { Hono } from 'hono'
import type { WebmailConfig } from '#core/config/webmail-config.ts'
import type { RemoteImage } from '../message/remote-image.ts'
import { frameFile } from './frame-file.ts'

export interface ContentParts extends Pick<WebmailConfig, 'clientFolder' | 'origin' | 'contentOrigin'> {
  /** What an address of an image opens; null for nothing. */
  readonly imageAt: (kind: 'part' | 'image', token: string) => Promise<RemoteImage | null>
}

export function openContentApp(parts: ContentParts): Hono {
  const app = new Hono()
  const headers = headersOf(parts)
  const nothing = () => new Response('Not found', { status: 404, headers })
  app.get('/frame', () => frameFile(parts.clientFolder, 'frame.html', headers))
  app.get('/assets/:file', (context) =>
    frameFile(parts.clientFolder, `assets/${context.req.param('file')}`, headers),
  )
  for (const kind of ['part', 'image'] as const) {
    app.get(`/${kind}/:token`, async (context) => {
      const image = await parts.imageAt(kind, context.req.param('token'))
      return image === null ? nothing() : imageResponse(image, headers)
    })
  }
  app.get('/health', () => Response.json({ state: 'healthy' }))
  app.notFound(nothing)
  app.onError(nothing)
  return app
}

const imageResponse = ({ type, octets }: RemoteImage, headers: Readonly<Record<string, string>>): Response =>
  new Response(new Uint8Array(octets), {
    headers: {
      ...headers,
      'content-type': type,
      'content-disposition': 'inline',
      'cache-control': 'private, max-age=3600, immutable',
    },
  })

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
