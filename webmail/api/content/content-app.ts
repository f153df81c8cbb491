// The host that shows HTML messages: it knows no session and no cookie. Its pages are empty frames whose scripts take a
// message or a PDF from the webmail that holds it and show it. The images of messages come from here too, each by
// an address that says what it opens; whether its person still may is asked each time. Files that a box gives out by a link are
// fetched here as well: whatever a file does, no session is near.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Context, Hono } from 'hono'
import type { WebmailConfig } from '#core/config/webmail-config.ts'
import { clientAddress } from '#http/client-address.ts'
import type { RemoteImage } from '../message/remote-image.ts'
import { linkPath } from '../sharing/make-link.ts'
import { frameFile } from './frame-file.ts'

type Hosts = Pick<WebmailConfig, 'origin' | 'contentOrigin'>

export interface ContentParts extends Hosts, Pick<WebmailConfig, 'clientFolder' | 'behindProxy'> {
  readonly frame: FramePage
  /** What an address of an image opens for whoever asks from there; null for nothing. */
  readonly imageAt: (kind: 'part' | 'image', token: string, client: string) => Promise<RemoteImage | null>
  /** Files that are given out by a link, to whoever has one; null where there are none. */
  readonly links: Hono | null
}

/** The page in which one message is shown, and the name of what it says: its file and its headers. */
export interface FramePage {
  readonly address: string
  readonly version: string
}

/**
 * By an address of its own for each build, so that a browser may keep it: a frame is a page anew for each message, and to ask whether
 * it is still the same would take a way to the server and back before a word is read.
 */
export async function framePage(parts: Hosts & Pick<WebmailConfig, 'clientFolder'>): Promise<FramePage> {
  // Not built: whoever asks for it is told.
  const html = await readFile(join(parts.clientFolder, 'frame.html')).catch(() => '')
  const said = createHash('sha256')
    .update(html)
    .update(JSON.stringify(headersOf(parts)))
  const version = said.digest('base64url').slice(0, 16)
  return { address: `${parts.contentOrigin}/frame?v=${version}`, version }
}

/** Not for longer than the installation may be expected to have what it loads. */
const kept = { 'cache-control': 'public, max-age=86400' }

export function openContentApp(parts: ContentParts): Hono {
  const app = new Hono()
  const headers = headersOf(parts)
  const nothing = () => new Response('Not found', { status: 404, headers })
  const built = (context: Context, name: string, guarded = headers) =>
    frameFile({ folder: parts.clientFolder, name }, context.req.header('accept-encoding') ?? null, guarded)
  // By the name of another build, or none, it is what this one has, and nobody keeps it.
  app.get('/frame', (context) =>
    built(
      context,
      'frame.html',
      context.req.query('v') === parts.frame.version ? { ...headers, ...kept } : headers,
    ),
  )
  app.get('/pdf', (context) => built(context, 'pdf.html', { ...headers, ...readsPdf(parts) }))
  app.get('/assets/:file', (context) => built(context, `assets/${context.req.param('file')}`))
  app.get('/assets/:folder/:file', (context) => {
    const { folder, file } = context.req.param()
    return built(context, `assets/${folder}/${file}`)
  })
  for (const kind of ['part', 'image'] as const) {
    app.get(`/${kind}/:token`, async (context) => {
      const client = clientAddress(context, parts.behindProxy)
      const image = await parts.imageAt(kind, context.req.param('token'), client)
      return image === null ? nothing() : imageResponse(image, headers)
    })
  }
  if (parts.links !== null) app.route(linkPath, parts.links)
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
const policyOf = ({ origin, contentOrigin }: Hosts): string =>
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

/** The frame that shows a PDF reads it in a worker, which belongs to nobody as the frame does. */
const readsPdf = (parts: Hosts): Readonly<Record<string, string>> => ({
  'content-security-policy': `${policyOf(parts)}; worker-src blob:`,
})

const headersOf = (parts: Hosts): Readonly<Record<string, string>> => ({
  'content-security-policy': policyOf(parts),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  // A module script of a frame without an origin is fetched as one of another origin.
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
})
