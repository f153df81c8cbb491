import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { MailboxId } from '#core/directory.ts'
import type { EmailAddress } from '#core/email-address.ts'
import { newQueueId, type QueueId } from '#core/queue-id.ts'
import type { Database } from '#db/connection.ts'
import { heldDecisionsStore } from '#db/stores/held-decisions.ts'
import {
  type ClaimedDigest,
  type HeldDigests,
  heldDigestsStore,
  type Morning,
} from '#db/stores/held-digests.ts'
import type { HeldNews } from '#db/stores/held-news.ts'
import { hostingStore } from '#db/stores/hosting.ts'
import { keptMailStore } from '#db/stores/kept-mail.ts'
import {
  address,
  claire,
  domainName,
  mairie,
  makeSaulieu,
  saulieu,
  type TestCommune,
} from '#test/support/commune.ts'
import { startDatabase, type TestPostgresql } from '#test/support/postgresql.ts'

const day = 86_400_000
const team = address('postmaster@mail.cotedor.test')
const mayor = address(`philippe.moreau@${saulieu}`)
let postgresql: TestPostgresql
let owner: Database
let gateway: Database
let worker: Database
let digests: HeldDigests
let made: TestCommune
let teamBox: MailboxId
let mayorBox: MailboxId
let mayorPerson: string
beforeAll(async () => {
  postgresql = await startDatabase()
  owner = postgresql.open('vm_owner')
  gateway = postgresql.open('vm_gateway')
  worker = postgresql.open('vm_worker')
  digests = heldDigestsStore(worker)
  made = await makeSaulieu(owner)
  const hosting = hostingStore(owner)
  await hosting.putDomain(made.department, domainName('mail.cotedor.test'))
  const quotaBytes = 1_000_000
  teamBox = await hosting.putMailbox({ commune: made.department, address: team, owner: null, quotaBytes })
  mayorPerson = await hosting.putPerson({
    ...{
      commune: made.commune,
      tenantKind: 'commune',
      role: 'member',
      name: 'Philippe Moreau',
      email: mayor,
    },
  })
  mayorBox = await hosting.putMailbox({
    commune: made.commune,
    address: mayor,
    owner: mayorPerson,
    quotaBytes,
  })
})
afterAll(async () => {
  for (const database of [owner, gateway, worker]) await database[Symbol.asyncDispose]()
  await postgresql[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await owner.pool.query('truncate kept_message, held_digest, access cascade')
  await owner.pool.query('update mailbox set provisioned_at = now(), suspended_at = null')
  await owner.pool.query(
    "update person set suspended_at = null, role = case name when 'Claire Garnier' then 'manager' else 'member' end",
  )
})

/** Hours before now. */
const ago = (hours: number): Date => new Date(Date.now() - hours * 3_600_000)

async function hold(recipients: readonly EmailAddress[], since = ago(20)): Promise<QueueId> {
  const queueId = newQueueId(Date.now())
  await keptMailStore(gateway).keep([
    {
      ...{
        queueId,
        reversePath: '',
        author: 'jean@away.test',
        content: Buffer.from('Subject: x\r\n\r\nText\r\n'),
      },
      recipients: recipients.map((recipient) => ({
        ...{ recipient, commune: recipient === team ? made.department : made.commune, lastReply: '' },
        why: { kind: 'held', reason: 'attachment' },
      })),
    },
  ])
  await owner.pool.query('update kept_recipient set since = $1 where queue_id = $2', [since, queueId])
  return queueId
}

/** The morning so many days from now, an hour ago at that time. */
const morning = (days = 0): Morning => {
  const at = new Date(Date.now() + days * day - 3_600_000)
  return { day: at.toISOString().slice(0, 10), at }
}
const due = async (of = morning()) => new Set((await digests.due(of, 100)).map(({ inbox }) => inbox))

/** What each inbox of these tests decides about where nobody has access `manage`. */
const mailboxesOf = (inbox: MailboxId) =>
  inbox === made.personal ? [claire, mairie] : inbox === teamBox ? [team] : [mayor]

async function prepare(inbox: MailboxId, of = morning(), limits = {}): Promise<readonly HeldNews[]> {
  const told: HeldNews[] = []
  await digests.prepare(
    {
      decider: { inbox, mailboxes: mailboxesOf(inbox) },
      morning: of,
      limits: { soonBefore: ago(27 * 24), most: 50, ...limits },
    },
    async (_, news) => {
      told.push(news)
      return Buffer.from('letter')
    },
  )
  return told
}

const ids = (news: readonly HeldNews[], kind: keyof HeldNews = 'fresh') =>
  news.flatMap((each) => each[kind].shown.map(({ queueId }) => queueId))

async function deliverAll(): Promise<readonly ClaimedDigest[]> {
  const delivered: ClaimedDigest[] = []
  for (;;) {
    const digest = await digests.claim(new Date(), 60)
    if (digest === null) return delivered
    await digests.delivered(digest)
    delivered.push(digest)
  }
}

const grant = (person: string, until: Date | null = null) =>
  owner.pool.query(
    `insert into access (person_id, mailbox_id, commune_id, role, "from", until) values ($1, $2, $3, 'manage', now() - interval '9 days', $4)`,
    [person, made.mairie, made.commune, until],
  )

test('held for a personal mailbox → its owner hears of it, and nobody else', async () => {
  await hold([mayor])
  expect(await due()).toEqual(new Set([mayorBox]))
})

test('the owner of a personal mailbox is suspended → nobody hears of it', async () => {
  await hold([mayor])
  await owner.pool.query('update person set suspended_at = now() where id = $1', [mayorPerson])
  expect(await due()).toEqual(new Set())
})

test('held for a shared mailbox → those who may manage it now, in the inbox of each', async () => {
  await hold([mairie])
  await grant(mayorPerson)
  expect(await due()).toEqual(new Set([mayorBox]))
  await grant(made.person)
  expect(await due()).toEqual(new Set([mayorBox, made.personal]))
})

test('nobody may manage it any more → the managers of the commune', async () => {
  await hold([mairie])
  await grant(mayorPerson, ago(24))
  expect(await due()).toEqual(new Set([made.personal]))
})

test('no manager either, or one without an inbox → the postmaster of the département', async () => {
  await hold([mairie])
  await owner.pool.query("update person set role = 'member'")
  expect(await due()).toEqual(new Set([teamBox]))
  await owner.pool.query("update person set role = 'manager' where id = $1", [made.person])
  await owner.pool.query('update mailbox set suspended_at = now() where id = $1', [made.personal])
  expect(await due()).toEqual(new Set([teamBox]))
})

test('held for the postmaster itself → it hears of it', async () => {
  await hold([team])
  expect(await due()).toEqual(new Set([teamBox]))
})

test('an inbox → every mailbox it decides about, also those without anything new', async () => {
  await hold([claire, mairie], ago(20))
  await prepare(made.personal, morning(-0.5))
  await deliverAll()
  await hold([claire], ago(3))
  const [decider] = await digests.due({ ...morning(), day: morning(1).day }, 100)
  expect(new Set(decider?.mailboxes)).toEqual(new Set([claire, mairie]))
})

test('one message for two mailboxes of one reader → two entries of one digest, latest first', async () => {
  const older = await hold([claire], ago(30))
  const queueId = await hold([claire, mairie])
  const news = await prepare(made.personal)
  expect(ids(news)).toEqual([queueId, queueId, older])
  expect(news[0]?.fresh.shown[0]).toMatchObject({
    recipient: claire,
    author: 'jean@away.test',
    reason: 'attachment',
  })
  expect(String(news[0]?.fresh.shown[0]?.head)).toContain('Subject: x')
  const [letter, ...others] = await deliverAll()
  expect(letter).toMatchObject({
    address: claire,
    day: morning().day,
    entries: 3,
    content: Buffer.from('letter'),
  })
  expect(others).toEqual([])
})

test('the reader → known by name in an own inbox, without one in a shared mailbox', async () => {
  await hold([claire, team])
  const names: (string | null)[] = []
  for (const inbox of [made.personal, teamBox])
    await digests.prepare(
      {
        decider: { inbox, mailboxes: mailboxesOf(inbox) },
        morning: morning(),
        limits: { soonBefore: ago(1000), most: 1 },
      },
      async ({ name }) => {
        names.push(name)
        return Buffer.from('x')
      },
    )
  expect(names).toEqual(['Claire Garnier', null])
})

test('prepared by ten at once → once; again on the same day, also after more was held → not at all', async () => {
  await hold([claire])
  const told = await Promise.all(Array.from({ length: 10 }, () => prepare(made.personal)))
  expect(told.flat()).toHaveLength(1)
  await deliverAll()
  await hold([claire])
  expect(await due()).toEqual(new Set())
  expect(await prepare(made.personal)).toEqual([])
  expect(await deliverAll()).toEqual([])
})

test('delivered, and more is held → the next day tells what is new alone', async () => {
  await hold([claire], ago(20))
  await prepare(made.personal, morning(-0.5))
  await deliverAll()
  expect(await due(morning(0))).toEqual(new Set())
  const later = await hold([claire], ago(3))
  const next = { ...morning(0), day: morning(1).day }
  expect(await due(next)).toEqual(new Set([made.personal]))
  expect(ids(await prepare(made.personal, next))).toEqual([later])
})

test('given up → its day stays without, the next day tells the same again', async () => {
  const queueId = await hold([claire])
  await prepare(made.personal)
  const digest = await digests.claim(new Date(), 60)
  if (digest === null) throw new Error('nothing to deliver')
  await digests.giveUp(digest)
  expect(await due()).toEqual(new Set())
  expect(ids(await prepare(made.personal, { ...morning(), day: morning(1).day }))).toEqual([queueId])
})

test('a worker dies with it → another delivers the same letter when the lease is over', async () => {
  await hold([claire])
  await prepare(made.personal)
  const first = await digests.claim(new Date(), 60)
  expect(await digests.claim(new Date(), 60)).toBeNull()
  expect(await digests.claim(new Date(Date.now() + 61_000), 60)).toEqual(first)
})

test('not delivered yet → waits for its time, with one attempt more', async () => {
  await hold([claire])
  await prepare(made.personal)
  const digest = await digests.claim(new Date(), 60)
  if (digest === null) throw new Error('nothing to deliver')
  await digests.reschedule(digest, new Date(Date.now() + 60_000))
  expect(await digests.claim(new Date(), 60)).toBeNull()
  expect(await digests.claim(new Date(Date.now() + 61_000), 60)).toMatchObject({ attempts: 1 })
})

test('replaced by the next day while it was being delivered → the note about the first changes nothing', async () => {
  await hold([claire])
  await prepare(made.personal)
  const first = await digests.claim(new Date(), 60)
  if (first === null) throw new Error('nothing to deliver')
  await prepare(made.personal, { ...morning(), day: morning(1).day })
  await digests.delivered(first)
  expect(await deliverAll()).toMatchObject([{ day: morning(1).day }])
})

test('delivered → nothing of the letter stays in the database', async () => {
  await hold([claire])
  await prepare(made.personal)
  await deliverAll()
  const { rows } = await owner.pool.query('select content from held_digest')
  expect(rows).toEqual([{ content: null }])
})

test('released or deleted before the morning, or held after it → not told', async () => {
  const decisions = heldDecisionsStore(worker)
  const wishes = { allowSender: false, evenDenied: false, learn: false, evenVirus: false }
  await decisions.release({ queueId: await hold([claire]), commune: null, recipients: null }, wishes)
  await decisions.delete({ queueId: await hold([claire]), commune: null, recipients: null })
  await hold([claire], ago(0.5))
  expect(await due()).toEqual(new Set())
  expect(await prepare(made.personal)).toEqual([])
})

test('a morning that has only just begun → nothing yet: what is being kept now belongs to it', async () => {
  await hold([claire])
  const at = new Date(Date.now() - 60_000)
  expect(await due({ day: morning().day, at })).toEqual(new Set())
})

test('told before and soon over → listed apart, the first to go first; without anything new → no digest', async () => {
  const [late, early] = [await hold([claire], ago(28 * 24)), await hold([claire], ago(29 * 24))]
  await hold([claire], ago(20 * 24))
  await prepare(made.personal, { ...morning(), day: morning(-1).day })
  await deliverAll()
  expect(await due()).toEqual(new Set())
  const at = new Date(Date.now() - 600_000)
  const fresh = await hold([claire], ago(0.5))
  const news = await prepare(made.personal, { day: morning().day, at })
  expect(ids(news)).toEqual([fresh])
  expect(ids(news, 'soon')).toEqual([early, late])
})

test('more than asked for → the latest, and how many there are besides', async () => {
  await hold([claire], ago(30))
  await hold([claire], ago(29))
  const latest = await hold([claire], ago(28))
  const news = await prepare(made.personal, morning(), { most: 1 })
  expect(news[0]?.fresh).toMatchObject({ shown: [{ queueId: latest }], more: 2 })
  expect(await deliverAll()).toMatchObject([{ entries: 3 }])
})
