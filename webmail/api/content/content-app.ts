// The host that shows HTML messages: it knows no session and no cookie. Its one page is an empty frame whose script takes a
// message from the webmail that holds it, cleans it once more and shows it. The images of messages come from here too, each by
// an address that says what it opens; whether its person still may is asked each time.

import { Hono } from 'hono'
import type { WebmailConfig } from '#core/config/webmail-config.ts'
import type { Result } from '#core/result.ts'
import type { OpenBoxes } from '#db/stores/open-boxes.ts'
import { visitOf } from '../http/open-box.ts'
import type { Connections } from '../imap/connections.ts'
import { openPart } from '../imap/message-parts.ts'
import { imageTypeOf } from '../message/image-type.ts'
import type { NoImage, RemoteImage } from '../message/remote-image.ts'
import type { ContentAddresses, Opens } from './content-address.ts'
import { frameFile } from './frame-file.ts'

export interface ContentParts extends Pick<WebmailConfig, 'clientFolder' | 'origin' | 'contentOrigin'> {
  readonly addresses: ContentAddresses
  readonly boxes: OpenBoxes
  readonly connections: Connections
  /** Never rejects. */
  readonly fetchImage: (address: string) => Promise<Result<RemoteImage, NoImage>>
}

/** An image inside a message; a larger one is a file to download. */
const mostImageOctets = 20 * 1024 * 1024

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
      const opens = parts.addresses.read(context.req.param('token'))
      const image = opens?.kind === kind ? await imageOf(opens, parts) : null
      return image === null ? nothing() : imageResponse(image, headers)
    })
  }
  app.get('/health', () => Response.json({ state: 'healthy' }))
  app.notFound(nothing)
  app.onError(nothing)
  return app
}

function imageOf(opens: Opens, parts: ContentParts): Promise<RemoteImage | null> {
  return opens.kind === 'part' ? ownImage(opens, parts) : imageElsewhere(opens, parts)
}

async function imageElsewhere(
  { person, address }: Extract<Opens, { readonly kind: 'image' }>,
  { boxes, fetchImage }: ContentParts,
): Promise<RemoteImage | null> {
  // Whoever reads no box any more asks the Internet for nothing either.
  if ((await boxes.all(person)).length === 0) return null
  const fetched = await fetchImage(address)
  return fetched.ok ? fetched.value : null
}

async function ownImage(
  { person, box: id, folder, uid, part }: Extract<Opens, { readonly kind: 'part' }>,
  { boxes, connections }: ContentParts,
): Promise<RemoteImage | null> {
  const box = await boxes.one(person, id)
  if (box === null) return null
  const name = { folder, uid, uidValidity: null, part }
  const options = { mostOctets: mostImageOctets, charset: null }
  const opened = await openPart(connections, visitOf(person, box, null), { name, options })
  if (!opened.ok) return null
  const octets = Buffer.from(await new Response(opened.value).arrayBuffer())
  const type = imageTypeOf(octets)
  return type === null ? null : { type, octets }
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
