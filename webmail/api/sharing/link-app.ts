// What whoever has a link to a file sees: a page that says who gives what until when, and a button that fetches it. It works without
// a script. Nothing but the button counts or uses anything up: programs that look at links before people do only GET.

import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { clientNetwork } from '#core/address/client-network.ts'
import type { Log } from '#core/log.ts'
import type { Database } from '#db/connection.ts'
import type { PerActorSemaphore } from '#db/per-actor-semaphore.ts'
import { sealedPiece } from '#db/stores/webmail/shared-files.ts'
import {
  countDownload,
  countPasswordAttempt,
  findSharedLink,
  resetPasswordAttempts,
  type SharedLink,
} from '#db/stores/webmail/shared-links.ts'
import { answerResponse } from '#http/answer.ts'
import { clientAddress } from '#http/client-address.ts'
import { problemOfDatabase } from '#http/database-problem.ts'
import type { Downloads } from '#http/downloads.ts'
import { verifyPassword } from '#identity/password-hash.ts'
import { linkDigest, linkSeal, readLinkSecret, typedPassword } from './link-keys.ts'
import { type Asked, linkPage, linkPolicy } from './link-page.ts'
import { openPieces } from './sealed-pieces.ts'

export interface LinkParts {
  readonly database: Database
  readonly log: Log
  readonly behindProxy: boolean
  /** Name of the département. */
  readonly department: string
  /** By network. */
  readonly downloads: Downloads
  /** The same downloads, by link. */
  readonly ofLink: Downloads
  /** By network, before the database is asked anything. */
  readonly turns: PerActorSemaphore
}

/** Wrong passwords of a link in a row, and how long none is looked at after that: 480 a day, of 59 bits. */
const guesses = { most: 5, pauseMinutes: 15 }
const mostFormBytes = 4 * 1024
const partBytes = 64 * 1024

const headers = {
  'content-security-policy': linkPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

export function openLinkApp(parts: LinkParts): Hono {
  const { database, log, behindProxy, department } = parts
  const app = new Hono()
  const networkOf = (context: Context): string => clientNetwork(clientAddress(context, behindProxy)).host
  const page = (status: number, asked: Asked): Response =>
    new Response(linkPage(asked, department), {
      status,
      headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
    })
  app.get('/:link', async (context) => {
    using _turn = await parts.turns.take(networkOf(context))
    const found = await find(database, context.req.param('link'))
    return found === null ? page(404, { kind: 'unknown' }) : shown(found.link, page)
  })
  app.post(
    '/:link',
    bodyLimit({ maxSize: mostFormBytes, onError: () => page(413, { kind: 'unknown' }) }),
    async (context) => {
      // As the form of the page sends it, and before a turn: who sends it slowly keeps nobody waiting.
      const form = new URLSearchParams(await context.req.text())
      const network = networkOf(context)
      using _turn = await parts.turns.take(network)
      const found = await find(database, context.req.param('link'))
      if (found === null) return page(404, { kind: 'unknown' })
      const { link, secret } = found
      if (link.state !== 'open') return shown(link, page)
      const wrong = await wrongPassword(database, link, form.get('mot-de-passe') ?? '')
      if (wrong !== null) return page(wrong === 'closed' ? 429 : 403, { kind: 'open', link, wrong })
      using untilRead = new DisposableStack()
      const ofNetwork = untilRead.use(parts.downloads.begin(network))
      const ofLink = untilRead.use(parts.ofLink.begin(link.id))
      if (ofNetwork === null || ofLink === null) return page(429, { kind: 'busy' })
      const key = linkSeal(secret).open(link.sealedKey, link.id)
      await countDownload(database, link.id)
      const pieces = openPieces(link, key, (piece) => sealedPiece(database, { fileId: link.id, piece }))
      const content = ReadableStream.from<Uint8Array>(inParts(pieces))
      return fileResponse(link, parts.downloads.during(content, untilRead.move()))
    },
  )
  app.all('*', () => page(404, { kind: 'unknown' }))
  app.onError((error) => {
    problemOfDatabase(error, log, 'link to a file')
    return page(503, { kind: 'away' })
  })
  return app
}

async function find(database: Database, written: string) {
  const secret = readLinkSecret(written)
  const link = secret === null ? null : await findSharedLink(database, linkDigest(secret))
  return secret === null || link === null ? null : { secret, link }
}

const shown = (link: SharedLink, page: (status: number, asked: Asked) => Response): Response =>
  link.state === 'open'
    ? page(200, { kind: 'open', link, wrong: null })
    : page(410, { kind: link.state, link })

/** Null for the right one, and where none is asked for. */
async function wrongPassword(
  database: Database,
  { id, passwordHash }: SharedLink,
  given: string,
): Promise<'missing' | 'wrong' | 'closed' | null> {
  if (passwordHash === null) return null
  const typed = typedPassword(given.slice(0, 200))
  if (typed.reveal() === '') return 'missing'
  if (!(await countPasswordAttempt(database, id, guesses))) return 'closed'
  if (!(await verifyPassword(typed, passwordHash))) return 'wrong'
  await resetPasswordAttempts(database, id)
  return null
}

/** So small that the slowest line takes one long before it counts as nothing taken. */
async function* inParts(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  for await (const piece of pieces)
    for (let at = 0; at < piece.length; at += partBytes) yield piece.subarray(at, at + partBytes)
}

/** Of no type that a browser shows: whatever it is, it is kept. */
function fileResponse({ name, octets }: SharedLink, content: ReadableStream<Uint8Array>): Response {
  const answer = { file: 'application/octet-stream' } as const
  const response = answerResponse(
    { permission: 'anyone', summary: '', answer },
    { name, content },
    { acceptEncoding: null },
  )
  for (const [header, value] of Object.entries(headers)) response.headers.set(header, value)
  response.headers.set('content-length', String(octets))
  return response
}
