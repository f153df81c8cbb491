// A link to a file, made: room for it in its box, a key for its octets, what finds and opens it. The link itself is told once.

import { randomBytes, randomUUID } from 'node:crypto'
import { failed, ok, type Result } from '#core/result.ts'
import type { Transaction } from '#db/connection.ts'
import { beginUpload } from '#db/stores/webmail/shared-files.ts'
import { Problem } from '#http/problem.ts'
import { hashPassword } from '#identity/password-hash.ts'
import { pieceBytes, type SharedDays } from '../../contract/shared-file-limits.ts'
import type { Asking } from '../http/handler.ts'
import type { OpenedBox } from '../http/open-box.ts'
import { safeName } from '../message/file-name.ts'
import { linkDigest, linkSeal, makeLinkPassword, makeLinkSecret } from './link-keys.ts'

export interface LinkWanted {
  readonly name: string
  readonly octets: number
  readonly days: SharedDays
  readonly password: boolean
}

export interface MadeLink {
  readonly view: {
    readonly id: string
    readonly name: string
    readonly octets: number
    readonly address: string
    readonly password: string | null
    readonly expiresAt: string
  }
  /** Of its octets. */
  readonly key: Buffer
}

/** In paths of the content host. */
export const linkPath = '/fichier'

const bounds = {
  filesOfBox: 200,
  octetsOfBox: 2_000_000_000,
  octetsOfCommune: 20_000_000_000,
  /** They lie where the queue lies: it must never be short of room for them. */
  octetsInAll: 100_000_000_000,
  octetsOfPiece: pieceBytes,
}
const dayMilliseconds = 86_400_000
const keyOctets = 32

const full = {
  box: new Problem(
    'links-full',
    `A box gives out ${bounds.filesOfBox} files and ${bounds.octetsOfBox} octets by links at most; withdraw some.`,
  ),
  commune: new Problem(
    'links-full-elsewhere',
    'The boxes of this commune give out as much by links as they may.',
  ),
  installation: new Problem('links-full-elsewhere', 'There is no room for more files given out by links.'),
} as const

/** Where the octets are to come: nothing opens it before. */
export async function makeLink(
  transaction: Transaction,
  wanted: LinkWanted,
  { opened: { box }, context: { ports, person } }: { readonly opened: OpenedBox; readonly context: Asking },
): Promise<Result<MadeLink, Problem>> {
  const [id, key, link] = [randomUUID(), randomBytes(keyOctets), makeLinkSecret()]
  const password = wanted.password ? makeLinkPassword() : null
  const now = ports.clock.now()
  const expiresAt = new Date(now + wanted.days * dayMilliseconds)
  const read = safeName(wanted.name)
  const name = read === '' ? 'document.bin' : read
  const exceeded = await beginUpload(
    transaction,
    {
      ...{ id, mailbox: box.id, commune: box.commune, person: person.id },
      linkDigest: linkDigest(link),
      sealedKey: linkSeal(link).seal(key, id),
      comingKey: ports.comingFiles.seal(key, id),
      ...{ name, octets: wanted.octets, expiresAt },
      passwordHash: password === null ? null : await hashPassword(password),
    },
    bounds,
  )
  if (exceeded !== null) return failed(full[exceeded])
  const address = `${ports.contentOrigin}${linkPath}/${link.reveal()}`
  return ok({
    key,
    view: {
      ...{ id, name, octets: wanted.octets, address },
      password: password?.reveal() ?? null,
      expiresAt: expiresAt.toISOString(),
    },
  })
}
