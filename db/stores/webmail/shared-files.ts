// Files given out by a link, as their box sees them: begun, come piece by piece, complete, listed, withdrawn. Who opens a
// link asks db/stores/webmail/shared-links.ts.

import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { Database, Transaction } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { person } from '../../schema/person.ts'
import { sharedFile, sharedFilePiece } from '../../schema/shared-file.ts'

type Reader = Pick<Database, 'drizzle'>

export interface NewSharedFile {
  readonly id: string
  readonly mailbox: MailboxId
  readonly commune: CommuneId
  readonly person: string
  readonly linkDigest: string
  readonly sealedKey: Buffer
  readonly comingKey: Buffer
  readonly name: string
  readonly octets: number
  readonly passwordHash: string | null
  readonly expiresAt: Date
}

export interface SharedBounds {
  readonly filesOfBox: number
  readonly octetsOfBox: number
  readonly octetsOfCommune: number
  readonly octetsInAll: number
  /** At most, of one piece. */
  readonly octetsOfPiece: number
}

/** What is begun keeps its room so long, and as long again with each piece: what stops half-way keeps nobody out for longer. */
const lease = sql`least(expires_at, now() + interval '1 hour')`

/** What exceeds the bounds; null where it was begun. Those who begin at once in one installation follow each other. */
export async function beginUpload(
  transaction: Transaction,
  { mailbox, commune, person: author, ...file }: NewSharedFile,
  bounds: SharedBounds,
): Promise<'box' | 'commune' | 'installation' | null> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtext('shared_file'))`)
  const { rows } = await transaction.execute<Taken>(takenNow({ mailbox, commune }, bounds))
  const { files, ofBox, ofCommune, inAll } = rows[0] ?? { files: 0, ofBox: 0, ofCommune: 0, inAll: 0 }
  if (files >= bounds.filesOfBox || ofBox + file.octets > bounds.octetsOfBox) return 'box'
  if (ofCommune + file.octets > bounds.octetsOfCommune) return 'commune'
  if (inAll + file.octets > bounds.octetsInAll) return 'installation'
  await transaction.insert(sharedFile).values({
    ...{ ...file, mailboxId: mailbox, communeId: commune, personId: author },
    octetsUntil: sql`now() + interval '1 hour'`,
  })
  return null
}

type Taken = {
  readonly files: number
  readonly ofBox: number
  readonly ofCommune: number
  readonly inAll: number
}

/** What is over counts as long as pieces of it lie on the disk: else whoever withdraws and begins again has no bound. */
const takenNow = (
  { mailbox, commune }: { readonly mailbox: MailboxId; readonly commune: CommuneId },
  { octetsOfPiece }: SharedBounds,
) => sql`
  with taken as (
    select mailbox_id, commune_id, octets from shared_file where octets_until > now()
    union all
    select f.mailbox_id, f.commune_id, least(f.octets, p.pieces * ${octetsOfPiece}::bigint)
    from shared_file f
    cross join lateral (select count(*) as pieces from shared_file_piece where file_id = f.id) p
    where f.octets_until <= now() and p.pieces > 0
  )
  select count(*) filter (where mailbox_id = ${mailbox})::integer as files,
    coalesce(sum(octets) filter (where mailbox_id = ${mailbox}), 0)::float8 as "ofBox",
    coalesce(sum(octets) filter (where commune_id = ${commune}), 0)::float8 as "ofCommune",
    coalesce(sum(octets), 0)::float8 as "inAll"
  from taken`

export interface Upload {
  readonly id: string
  readonly octets: number
  readonly comingKey: Buffer
}

/** A file as one person gives it out of one box. */
export interface OwnFile {
  readonly id: string
  readonly mailbox: MailboxId
  readonly person: string
}

const isOwn = ({ id, mailbox, person: author }: OwnFile) =>
  and(eq(sharedFile.id, id), eq(sharedFile.mailboxId, mailbox), eq(sharedFile.personId, author))

/** Null for one that is complete, was given up, or is of another person or box. */
export const findUpload = ({ drizzle }: Reader, own: OwnFile): Promise<Upload | null> =>
  redactQueryErrors(async () => {
    const [found] = await drizzle
      .select({
        id: sharedFile.id,
        octets: sharedFile.octets,
        comingKey: sharedFile.comingKey,
      })
      .from(sharedFile)
      .where(and(isOwn(own), isNull(sharedFile.completedAt), sql`${sharedFile.octetsUntil} > now()`))
    if (found === undefined || found.comingKey === null) return null
    return { ...found, comingKey: found.comingKey }
  })

/**
 * One that is there stays: whoever got no answer sends it again. False for a file that no longer comes, which then gets
 * nothing more.
 */
export const putPiece = (
  { drizzle }: Reader,
  { fileId, piece, octets }: { readonly fileId: string; readonly piece: number; readonly octets: Buffer },
): Promise<boolean> =>
  redactQueryErrors(async () => {
    const { rows } = await drizzle.execute(sql`
      with coming as (
        update shared_file set octets_until = ${lease}
        where id = ${fileId} and completed_at is null and octets_until > now() returning id
      ), put as (
        insert into shared_file_piece (file_id, piece, octets)
        select id, ${piece}::integer, ${octets}::bytea from coming on conflict do nothing
      )
      select id from coming`)
    return rows.length > 0
  })

/** Null for one that is not there, and once its file has expired or was withdrawn. */
export const sealedPiece = (
  { drizzle }: Reader,
  { fileId, piece }: { readonly fileId: string; readonly piece: number },
): Promise<Buffer | null> =>
  redactQueryErrors(async () => {
    const [found] = await drizzle
      .select({ octets: sharedFilePiece.octets })
      .from(sharedFilePiece)
      .innerJoin(sharedFile, eq(sharedFile.id, sharedFilePiece.fileId))
      .where(
        and(
          eq(sharedFilePiece.fileId, fileId),
          eq(sharedFilePiece.piece, piece),
          sql`${sharedFile.octetsUntil} > now()`,
        ),
      )
    return found?.octets ?? null
  })

export interface Completion {
  readonly octets: number
  readonly expiresAt: Date
  readonly hasPassword: boolean
}

/**
 * From here on its link opens it. What it is made of is counted and measured, not read: each piece was measured as it came,
 * and none opens in another's place.
 */
export async function completeUpload(
  transaction: Transaction,
  own: OwnFile,
  isWhole: (file: { readonly octets: number }, pieces: SealedPieces) => boolean,
): Promise<Completion | 'incomplete' | 'gone'> {
  const { octets, expiresAt } = sharedFile
  const hasPassword = sql<boolean>`${sharedFile.passwordHash} is not null`
  const [file] = await transaction
    .select({ octets, expiresAt, hasPassword })
    .from(sharedFile)
    .where(and(isOwn(own), isNull(sharedFile.completedAt), sql`${sharedFile.octetsUntil} > now()`))
    .for('update')
  if (file === undefined) return 'gone'
  const [pieces] = await transaction
    .select({
      count: sql<number>`count(*)::integer`,
      octets: sql<number>`coalesce(sum(octet_length(${sharedFilePiece.octets})), 0)::float8`,
    })
    .from(sharedFilePiece)
    .where(eq(sharedFilePiece.fileId, own.id))
  if (pieces === undefined || !isWhole(file, pieces)) return 'incomplete'
  await transaction
    .update(sharedFile)
    .set({ comingKey: null, completedAt: sql`now()`, octetsUntil: sql`expires_at` })
    .where(eq(sharedFile.id, own.id))
  return file
}

/** As they lie there. */
export interface SealedPieces {
  readonly count: number
  readonly octets: number
}

/** Whoever did not hear that it is complete asks again. False for one that was withdrawn since. */
export const isComplete = ({ drizzle }: Reader, own: OwnFile): Promise<boolean> =>
  redactQueryErrors(async () => {
    const found = await drizzle
      .select({ id: sharedFile.id })
      .from(sharedFile)
      .where(and(isOwn(own), isNotNull(sharedFile.completedAt), isNull(sharedFile.withdrawnAt)))
    return found.length > 0
  })

export interface ListedFile {
  readonly id: string
  readonly name: string
  readonly octets: number
  /** Who gave it; null for whoever is gone. */
  readonly person: string | null
  readonly sharedAt: Date
  readonly expiresAt: Date
  readonly state: 'open' | 'expired' | 'withdrawn'
  readonly hasPassword: boolean
  readonly downloads: number
  readonly lastDownloadAt: Date | null
}

const mostListed = 500

/** The newest first, those that are over among them. */
export const sharedOfBox = ({ drizzle }: Reader, mailbox: MailboxId): Promise<readonly ListedFile[]> =>
  redactQueryErrors(() =>
    drizzle
      .select({
        id: sharedFile.id,
        name: sharedFile.name,
        octets: sharedFile.octets,
        person: person.name,
        sharedAt: sql<Date>`${sharedFile.completedAt}`.mapWith(sharedFile.completedAt),
        expiresAt: sharedFile.expiresAt,
        state: sql<ListedFile['state']>`case when ${sharedFile.withdrawnAt} is not null then 'withdrawn'
          when ${sharedFile.octetsUntil} <= now() then 'expired' else 'open' end`,
        hasPassword: sql<boolean>`${sharedFile.passwordHash} is not null`,
        downloads: sharedFile.downloads,
        lastDownloadAt: sharedFile.lastDownloadAt,
      })
      .from(sharedFile)
      .leftJoin(person, eq(person.id, sharedFile.personId))
      .where(and(eq(sharedFile.mailboxId, mailbox), isNotNull(sharedFile.completedAt)))
      .orderBy(desc(sharedFile.createdAt))
      .limit(mostListed),
  )

interface FileOfBox {
  readonly id: string
  readonly mailbox: MailboxId
}

const isOpen = ({ id, mailbox }: FileOfBox) =>
  and(
    ...[eq(sharedFile.id, id), eq(sharedFile.mailboxId, mailbox)],
    ...[isNull(sharedFile.withdrawnAt), sql`${sharedFile.octetsUntil} > now()`],
  )

const over = { withdrawnAt: sql`now()`, octetsUntil: sql`now()` }

/** Nobody ever had it. False for one that is complete, is over already, or is of another box. */
export const abandonSharedFile = ({ drizzle }: Reader, file: FileOfBox): Promise<boolean> =>
  redactQueryErrors(async () => {
    const given = await drizzle
      .update(sharedFile)
      .set(over)
      .where(and(isOpen(file), isNull(sharedFile.completedAt)))
      .returning({ id: sharedFile.id })
    return given.length > 0
  })

/** Null for one that still comes, is over already, or is of another box. */
export async function withdrawShared(
  transaction: Transaction,
  file: FileOfBox,
): Promise<{ readonly octets: number; readonly downloads: number } | null> {
  const [withdrawn] = await transaction
    .update(sharedFile)
    .set(over)
    .where(and(isOpen(file), isNotNull(sharedFile.completedAt)))
    .returning({ octets: sharedFile.octets, downloads: sharedFile.downloads })
  return withdrawn ?? null
}
