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
import { type Coded, keptText } from '#http/content-coding.ts'
import type { RemoteImage } from '../message/remote-image.ts'
import { linkPath } from '../sharing/make-link.ts'
import { frameFile, notFound } from './frame-file.ts'

type Hosts = Pick<WebmailConfig, 'origin' | 'contentOrigin'>

export interface ContentParts extends Hosts, Pick<WebmailConfig, 'clientFolder' | 'behindProxy'> {
  readonly frame: FramePage
  /** What an address of an image opens for whoever asks from there; null for nothing. */
  readonly imageAt: (kind: 'part' | 'image', token: string, client: string) => Promise<RemoteImage | null>
  /** Files that are given out by a link, to whoever has one; null where there are none. */
  readonly links: Hono | null
}

/**
 * The page in which one message is shown, whole in one file: the script that may run in it is named by its hash. In memory, so
 * that what is sent is what is named, although its file may be another one since. Null: it was not built.
 */
export interface FramePage {
  readonly address: string
  /** Of what it says, its file and its headers. */
  readonly version: string
  readonly headers: Readonly<Record<string, string>>
  readonly coded: ((acceptEncoding: string | null) => Coded) | null
}

/**
 * By an address of its own for each build, so that a browser may keep it: a frame is a page anew for each message, and to ask whether
 * it is still the same would take a way to the server and back before a word is read.
 */
export async function framePage(parts: Hosts & Pick<WebmailConfig, 'clientFolder'>): Promise<FramePage> {
  const html = await readFile(join(parts.clientFolder, 'frame.html'), 'utf8').catch(() => '')
  const [, script = ''] = /<script type="module">(.*)<\/script>/s.exec(html) ?? []
  const headers = headersOf(parts, showsMessage(script))
  const said = createHash('sha256').update(html).update(JSON.stringify(headers))
  const version = said.digest('base64url').slice(0, 16)
  const coded = html === '' ? null : await keptText(html)
  return { address: `${parts.contentOrigin}/frame?v=${version}`, version, headers, coded }
}

/** Not for longer: what a web server before us adds by mistake is kept with it. */
const kept = 'public, max-age=2592000, immutable'

export function openContentApp(parts: ContentParts): Hono {
  const app = new Hono()
  const headers = headersOf(parts)
  const nothing = () => notFound(headers)
  const built = (context: Context, name: string, guarded = headers) =>
    frameFile({ folder: parts.clientFolder, name }, context.req.header('accept-encoding') ?? null, guarded)
  app.get('/frame', (context) => {
    const coded = parts.frame.coded?.(context.req.header('accept-encoding') ?? null)
    // Whoever asks is told, and asks again.
    if (coded === undefined) return nothing()
    // By the name of another build, or none, it is what this one has, and nobody keeps it.
    const cache = context.req.query('v') === parts.frame.version ? kept : 'no-cache'
    const type = { 'content-type': 'text/html; charset=utf-8', 'cache-control': cache }
    return new Response(coded.body, { headers: { ...parts.frame.headers, ...coded.headers, ...type } })
  })
  app.get('/pdf', (context) => built(context, 'pdf.html', headersOf(parts, readsPdf(parts))))
  app.get('/assets/:file', (context) => built(context, `assets/${context.req.param('file')}`))
  app.get('/assets/:folder/:file', (context) => {
    const { folder, file } = context.req.param()
    return built(context, `assets/${folder}/${file}`)
  })
  for (const kind of ['part', 'image'] as const) {
    app.get(`/${kind}/:token`, async (context) => {
      const client = clientAddress(context, parts.behindProxy)
      const image = await parts.imageAt(kind, context.req.param('token'), client)
      return image === null ? nothing() : imageResponse(image, headersOf(parts, showsPicture))
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

type Directives = Readonly<Record<string, string>>

/** By name and not 'self': a frame is sandboxed, and belongs to no origin. */
const policyOf = ({ origin, contentOrigin }: Hosts, allowed: Directives): string =>
  Object.entries({
    'default-src': "'none'",
    'img-src': `${contentOrigin} data:`,
    'form-action': "'none'",
    'base-uri': "'none'",
    'frame-ancestors': origin,
    ...allowed,
  })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ')

/** A message brings styles of its own, which the frame has reduced to what is harmless; it never brings a script. */
const showsMessage = (script: string): Directives => ({
  'script-src': `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  'style-src': "'unsafe-inline'",
})

/** For the page that a browser makes around a picture that has a tab of its own. */
const showsPicture: Directives = { 'style-src': "'unsafe-inline'" }

/** The frame that shows a PDF reads it in a worker, which belongs to nobody as the frame does. */
const readsPdf = ({ contentOrigin }: Hosts): Directives => ({
  'script-src': `${contentOrigin}/assets/`,
  'style-src': `${contentOrigin}/assets/ 'unsafe-inline'`,
  'worker-src': 'blob:',
})

const headersOf = (parts: Hosts, allowed: Directives = {}): Readonly<Record<string, string>> => ({
  'content-security-policy': policyOf(parts, allowed),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  // A module script of a frame without an origin is fetched as one of another origin.
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
})
