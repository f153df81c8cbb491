// Addresses on the content host, which knows no session: each says by itself what it opens, to whom it was given and until when,
// and is signed. `v1.<JSON as base64url>.<HMAC-SHA256 as base64url>`, by a key for nothing else.

import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '#core/clock.ts'
import { Secret } from '#core/secret.ts'
import { mailboxId } from '#http/contract/route.ts'

/** An image inside a message. */
const part = z.strictObject({
  kind: z.literal('part'),
  person: z.uuid(),
  box: mailboxId,
  folder: z.string(),
  uid: z.int().min(1),
  part: z.string(),
})
/** An image elsewhere, fetched by our proxy. */
const image = z.strictObject({ kind: z.literal('image'), person: z.uuid(), address: z.string() })

const opens = z.discriminatedUnion('kind', [part, image])
export type Opens = z.infer<typeof opens>

const payload = z.strictObject({ until: z.int().positive(), opens })

/** A message stays open for a day at most before it is asked for again. */
const lifeSeconds = 86_400
const form = /^v1\.(?<text>[\w-]{1,12000})\.(?<signature>[\w-]{43})$/

export interface ContentAddresses {
  /** The whole address, of characters that need no escaping. The same for all that is asked within an hour, so that browsers keep what they have. */
  addressOf(opens: Opens): string
  /** Null for what was not made here, or is too old. */
  read(token: string): Opens | null
}

/** `key` signs sessions; what signs here follows from it, and is worth nothing there. */
export function contentAddresses(key: Secret, origin: string, clock: Clock): ContentAddresses {
  const own = new Secret(
    Buffer.from(hkdfSync('sha256', key.reveal(), '', 'webmail content addresses', 32)).toString('base64'),
  )
  const sign = (text: string): string =>
    createHmac('sha256', own.reveal()).update(`content;v1;${text}`).digest('base64url')
  return {
    addressOf(opens) {
      const hour = Math.ceil(clock.now() / 3_600_000) * 3600
      const text = Buffer.from(JSON.stringify({ until: hour + lifeSeconds, opens })).toString('base64url')
      return `${origin}/${opens.kind}/v1.${text}.${sign(text)}`
    },
    read(token) {
      const { text, signature } = form.exec(token)?.groups ?? {}
      if (text === undefined || signature === undefined) return null
      if (!timingSafeEqual(Buffer.from(signature), Buffer.from(sign(text)))) return null
      const read = payload.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()))
      return read.success && clock.now() < read.data.until * 1000 ? read.data.opens : null
    },
  }
}
