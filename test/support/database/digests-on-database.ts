// The digests of held mail in a real database: Saulieu with its secretary, who is a manager, and its mayor, and the
// département's team. Each test begins with nothing held and nobody suspended.

import { beforeEach } from 'vitest'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { KeptRecipient } from '#core/held/kept-mail.ts'
import { newQueueId, type QueueId } from '#core/queue/queue-id.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import type { HeldDigestEntries } from '#db/stores/held/digest-entries.ts'
import {
  type ClaimedDigest,
  type Decider,
  type DigestLimits,
  heldDigestsStore,
  type Morning,
} from '#db/stores/held/held-digests.ts'
import { keptMailStore } from '#db/stores/held/kept-mail.ts'
import { address, claire, domainName, mairie, saulieu } from './commune.ts'
import { type SaulieuDatabase, saulieuDatabase } from './saulieu-database.ts'

const day = 86_400_000
export const team = address('postmaster@mail.cotedor.test')
export const mayor = address(`philippe.moreau@${saulieu}`)

/** Hours before now. */
export const ago = (hours: number): Date => new Date(Date.now() - hours * 3_600_000)

/** The morning so many days from now, an hour ago at that time. */
export const morning = (days = 0): Morning => {
  const at = new Date(Date.now() + days * day - 3_600_000)
  return { day: at.toISOString().slice(0, 10), at }
}

/** The messages that were told of, in the order of the letters. */
export const ids = (news: readonly HeldDigestEntries[], kind: keyof HeldDigestEntries = 'fresh') =>
  news.flatMap((each) => each[kind].shown.map(({ queueId }) => queueId))

/** Called once, at the top of a file. */
export async function digestsOnDatabase() {
  const database = await saulieuDatabase()
  const { owner, gateway, worker, made } = database
  const digests = heldDigestsStore(worker)
  const { teamBox, mayorBox, mayorPerson } = await makeReaders(database)

  beforeEach(async () => {
    await owner.pool.query('truncate kept_message, held_digest, access cascade')
    await owner.pool.query('update mailbox set provisioned_at = now(), suspended_at = null')
    await owner.pool.query(
      "update person set suspended_at = null, role = case name when 'Claire Garnier' then 'manager' else 'member' end",
    )
  })

  function heldFor(recipient: EmailAddress): { readonly commune: CommuneId; readonly mailbox: MailboxId } {
    if (recipient === team) return { commune: made.department, mailbox: teamBox }
    const mailbox = recipient === claire ? made.personal : recipient === mairie ? made.mairie : mayorBox
    return { commune: made.commune, mailbox }
  }

  const hold = (recipients: readonly EmailAddress[], since = ago(20)): Promise<QueueId> =>
    holdFor(
      recipients.map((recipient) => ({ recipient, ...heldFor(recipient) })),
      since,
    )

  async function holdFor(
    recipients: readonly Pick<KeptRecipient, 'recipient' | 'mailbox' | 'commune'>[],
    since = ago(20),
  ): Promise<QueueId> {
    const queueId = newQueueId(Date.now())
    await keptMailStore(gateway).keep([
      {
        ...{ queueId, reversePath: '', author: 'jean@away.test' },
        content: async () => Buffer.from('Subject: x\r\n\r\nText\r\n'),
        recipients: recipients.map((recipient) => ({
          ...{ ...recipient, lastReply: '' },
          why: { kind: 'held', reason: 'attachment' },
        })),
      },
    ])
    await owner.pool.query('update kept_recipient set since = $1 where queue_id = $2', [since, queueId])
    return queueId
  }

  /** What each inbox decides about where nobody has access `manage`. */
  const mailboxesOf = (inbox: MailboxId) =>
    (inbox === made.personal ? [claire, mairie] : inbox === teamBox ? [team] : [mayor]).map(heldFor)

  /** What the letter is written from and to whom; none when there is no letter. */
  async function prepare(
    inbox: MailboxId,
    of = morning(),
    { mailboxes = mailboxesOf(inbox), ...limits }: Partial<DigestLimits & Pick<Decider, 'mailboxes'>> = {},
  ) {
    const told: (HeldDigestEntries & { readonly name: string | null })[] = []
    await digests.prepare(
      {
        decider: { inbox, mailboxes },
        morning: of,
        limits: { soonBefore: ago(27 * 24), most: 50, ...limits },
      },
      async ({ name }, news) => {
        told.push({ ...news, name })
        return Buffer.from('letter')
      },
    )
    return told
  }

  async function deliverAll(): Promise<readonly ClaimedDigest[]> {
    const delivered: ClaimedDigest[] = []
    for (;;) {
      const digest = await digests.claim(new Date(), 60)
      if (digest === null) return delivered
      await digests.delivered(digest)
      delivered.push(digest)
    }
  }

  return {
    ...{ owner, worker, made, digests, teamBox, mayorBox, mayorPerson },
    ...{ hold, holdFor, heldFor, prepare, deliverAll },
    due: async (of = morning()) => new Set((await digests.due(of, 100)).map(({ inbox }) => inbox)),
  }
}

async function makeReaders({ owner, made }: SaulieuDatabase) {
  const hosting = hostingStore(owner)
  await hosting.putDomain(made.department, domainName('mail.cotedor.test'))
  const mailbox = (commune: typeof made.commune, at: EmailAddress, person: string | null) =>
    hosting.putMailbox({ commune, address: at, owner: person, quotaBytes: 1_000_000 })
  const mayorPerson = await hosting.putPerson({
    ...{ commune: made.commune, tenantKind: 'commune', role: 'member' },
    ...{ name: 'Philippe Moreau', email: mayor },
  })
  return {
    teamBox: await mailbox(made.department, team, null),
    mayorBox: await mailbox(made.commune, mayor, mayorPerson),
    mayorPerson,
  }
}
