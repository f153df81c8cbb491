// The links of the digest of held mail. Whoever has one may do what it says, without signing in: for one message, one
// recipient and one action, until the message is gone. `v1.<JSON as base64url>.<HMAC-SHA256 as base64url>`, the key
// for nothing else. A link answers no question by itself: its page shows what it is for, and acts on POST alone, because
// programs that look for viruses follow links.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { emailAddressSchema } from '../address/address-schema.ts'
import type { EmailAddress } from '../address/email-address.ts'
import type { QueueId } from '../queue/queue-id.ts'
import type { Secret } from '../secret.ts'

/** `trust` releases, lets the author through from now on, and teaches the filter. */
export const heldActions = ['release', 'trust', 'delete'] as const
export type HeldAction = (typeof heldActions)[number]

export interface HeldLink {
  readonly queueId: QueueId
  readonly recipient: EmailAddress
  readonly action: HeldAction
  /** To the second. */
  readonly expiresAt: Date
}

export type VerifiedLink =
  | { readonly kind: 'ok'; readonly link: HeldLink }
  /** Ours, but too old: the message was deleted meanwhile. */
  | { readonly kind: 'expired'; readonly link: HeldLink }
  /** Has the form of a link of ours, and was not made here. */
  | { readonly kind: 'forged' }
  /** No link of this version: cut off by a mail program, most likely. */
  | { readonly kind: 'malformed' }

const form = /^v1\.(?<text>[\w-]{1,1000})\.(?<signature>[\w-]{43})$/

const payload = z.tuple([
  z.ulid().brand<'QueueId'>(),
  emailAddressSchema,
  z.enum(heldActions),
  z.int().positive(),
])

/** Of characters that need no escaping in an URL. */
export function heldLinkToken({ queueId, recipient, action, expiresAt }: HeldLink, key: Secret): string {
  const seconds = Math.floor(expiresAt.getTime() / 1000)
  const text = Buffer.from(JSON.stringify([queueId, recipient, action, seconds])).toString('base64url')
  return `v1.${text}.${sign(text, key)}`
}

/** Says nothing about whether the message is still held: following a link twice is harmless. */
export function verifyHeldLink(token: string, now: number, key: Secret): VerifiedLink {
  const { text, signature } = form.exec(token)?.groups ?? {}
  if (text === undefined || signature === undefined) return { kind: 'malformed' }
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(sign(text, key)))) return { kind: 'forged' }
  const read = payload.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  if (!read.success) return { kind: 'malformed' }
  const [queueId, recipient, action, seconds] = read.data
  const link = { queueId, recipient, action, expiresAt: new Date(seconds * 1000) }
  return { kind: now < seconds * 1000 ? 'ok' : 'expired', link }
}

const sign = (text: string, key: Secret): string =>
  createHmac('sha256', key.reveal()).update(`held-link;v1;${text}`).digest('base64url')
