// Keys of programs: `vmk_<selector>.<secret>`. The selector chooses the row; the secret has 160 random bits, so a fast
// digest of the whole is enough, and guessing is hopeless at any speed.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { neverByKey, type Permission, permissions } from '#core/contract.ts'
import { Secret } from '#core/secret.ts'
import { permissionsOf } from './permissions.ts'

export interface NewApiKey {
  /** Shown once, and kept nowhere. */
  readonly key: Secret
  readonly selector: string
  readonly digest: string
}

const form = /^vmk_(?<selector>[0-9a-f]{16})\.[\w-]{27}$/

export function makeApiKey(): NewApiKey {
  const selector = randomBytes(8).toString('hex')
  const key = `vmk_${selector}.${randomBytes(20).toString('base64url')}`
  return { key: new Secret(key), selector, digest: digestOf(key) }
}

/** Null for what has not the form of a key. */
export const selectorOf = (key: string): string | null => form.exec(key)?.groups?.selector ?? null

/** In constant time. */
export const isApiKey = (key: string, digest: string): boolean =>
  timingSafeEqual(Buffer.from(digestOf(key), 'hex'), Buffer.from(digest, 'hex'))

/** Of what a row says, what a key of this version may; one of a commune never more than its managers. */
export const permissionsOfKey = (
  written: readonly string[],
  tenant: 'commune' | 'department',
): ReadonlySet<Permission> =>
  new Set(
    permissions.filter(
      (name) =>
        written.includes(name) &&
        !neverByKey.includes(name) &&
        (tenant === 'department' || permissionsOf('manager').has(name)),
    ),
  )

const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex')
