// kill -9 of each process in turn while mail flows: what was accepted is delivered, once unless the kill fell between
// the saving of a message and an answer about it; everything comes back; and nothing outlives a killed orchestrator.

import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { senderAddress, senderDomain, senderSignature } from '#cli/demo/sender.ts'
import { openAsOwner } from '#cli/open-as-owner.ts'
import type { Database } from '#db/connection.ts'
import { demoSpec } from '#stack/spec/demo-spec.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { portsFrom } from '#stack/spec/ports.ts'
import { startTicks } from '#stack/supervise/child-process.ts'
import { eventually } from '#test/support/eventually.ts'
import { countMessages, send } from '#test/support/mail-client.ts'
import { parentOf } from '#test/support/parent-of.ts'
import { accountOf, type Stack, type StackOverview, startStack } from '#test/support/stack.ts'
import { untilHealthy } from '#test/support/until-healthy.ts'

let stack: Stack
let overview: StackOverview
let dkim: Awaited<ReturnType<typeof senderSignature>>

beforeAll(async () => {
  stack = await startStack({
    filtering: { networkLists: false, timeoutSeconds: 5 },
    // Who is killed is known to be gone at once; a time that a busy machine may exceed would lose answers of the living.
    limits: { deliveryTimeoutSeconds: 20, freeDiskFloorMegabytes: 64 },
  })
  overview = await stack.overview()
  dkim = await senderSignature(pathsFor(stack.state))
})
afterAll(() => stack[Symbol.asyncDispose]())

/** What becomes of a message for one recipient, by the policy of its commune. */
interface Recipient {
  readonly address: string
  readonly place: 'INBOX' | 'Junk' | 'held'
}

const delivers: Recipient = { address: 'mairie@mairie-saulieu.test', place: 'INBOX' }
const delivers2: Recipient = { address: 'claire.garnier@mairie-saulieu.test', place: 'INBOX' }
const junks: Recipient = { address: 'mairie@mairie-flavigny-sur-ozerain.test', place: 'Junk' }
const holds: Recipient = { address: 'mairie@mairie-nolay.test', place: 'held' }

/** Each lane sends its messages to these. */
const lanes: readonly (readonly Recipient[])[] = [[delivers], [delivers2, holds], [delivers, junks, holds]]

/** Nolay refuses the sender, which is held where others have the message; Flavigny files whatever scores at all. */
async function setPolicies(database: Database): Promise<void> {
  await database.pool.query(
    `insert into commune_policy (commune_id, junk_at_score, refuse_at_score)
    select commune_id, 0.1, 900 from domain where name = $1`,
    ['mairie-flavigny-sur-ozerain.test'],
  )
  // The last one: a gateway that knows of it knows of the others.
  await database.pool.query(
    `insert into sender_rule (commune_id, kind, value, effect)
    select commune_id, 'address', lower($2), 'deny' from domain where name = $1`,
    ['mairie-nolay.test', senderAddress],
  )
}

/** Whether the gateway knows the policies already: it hears of them a moment after they are written. */
async function refusedAtNolay(): Promise<true | null> {
  const { code } = await send(overview.endpoints.smtp, {
    ...{ from: senderAddress, to: holds.address, text: 'Séance du jour.\n', dkim },
    messageId: `<${randomUUID()}@${senderDomain}>`,
  })
  return code >= 500 ? true : null
}

interface Flow {
  /** Message-IDs whose data got 250, with those they were for. */
  readonly accepted: Map<string, readonly Recipient[]>
  /**
   * Message-IDs of which an answer was lost, ours on its way to the sender, Dovecot's or PostgreSQL's on its way to us:
   * whoever waits for it cannot know, and sends again.
   */
  readonly unanswered: Set<string>
  /** What each message heard, and who was being killed meanwhile. */
  readonly answers: Map<string, readonly string[]>
  /** Who was killed so far, the last one now. */
  readonly victims: string[]
  stop(): Promise<void>
}

/** A sender with a queue of its own: sends message after message, each until it is taken for everybody. */
function startFlow(): Flow {
  const accepted = new Map<string, readonly Recipient[]>()
  let wanted = true
  const lane = async (recipients: readonly Recipient[]): Promise<void> => {
    for (let count = 0; wanted || count < 1; count += 1) {
      const messageId = `<${randomUUID()}@${senderDomain}>`
      // Without a subject, so that it scores a little.
      const message = {
        from: senderAddress,
        to: recipients.map(({ address }) => address),
        messageId,
        text: 'Séance du jour.\n',
        dkim,
      }
      await eventually(
        `250 for ${messageId}`,
        async () => {
          const before = Math.max(0, flow.victims.length - 1)
          const { code, refused = 0 } = await send(overview.endpoints.smtp, message)
          const victims = flow.victims.slice(before)
          if (isDoubtful(code, victims, recipients.length)) flow.unanswered.add(messageId)
          if (refused > 0) flow.unanswered.add(messageId)
          const heard = `${code}, ${refused} refused, while ${victims.join(' and ')} died`
          flow.answers.set(messageId, [...(flow.answers.get(messageId) ?? []), heard])
          return code === 250 && refused === 0 ? true : null
        },
        90,
      )
      accepted.set(messageId, recipients)
    }
  }
  const flow: Flow = {
    accepted,
    unanswered: new Set(),
    answers: new Map(),
    victims: [],
    stop: async () => {
      wanted = false
      await Promise.all(running)
    },
  }
  const running = lanes.map(lane)
  return flow
}

/**
 * Our answer was lost; or 451 after a mailbox or a row may have been written; or 250 although Dovecot's answer for one of
 * several was lost, for whom the worker then tries again.
 */
function isDoubtful(code: number, victims: readonly string[], recipients: number): boolean {
  const dovecot = victims.includes('dovecot')
  if (code === 0) return true
  if (code === 250) return dovecot && recipients > 1
  return dovecot || victims.includes('postgresql')
}

/** Copies of each Message-ID by address, in the folder or the rows where that address has its mail. */
async function copies(database: Database): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const found = new Map<string, ReadonlyMap<string, number>>()
  for (const { address, place } of new Set(lanes.flat())) {
    const counts =
      place === 'held'
        ? await heldMessages(database, address)
        : await countMessages(overview.endpoints.imap, accountOf(overview, address), place)
    found.set(address, counts)
  }
  return found
}

async function heldMessages(database: Database, address: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await database.pool.query(
    `select substring(encode(content, 'escape') from 'Message-ID: (<[^>]+>)') as id, count(*)::integer as copies
    from kept_message join kept_recipient using (queue_id)
    where recipient = $1 and kind = 'held' and settled_at is null group by 1`,
    [address],
  )
  return new Map(rows.map(({ id, copies: count }) => [id, count]))
}

interface Balance {
  /** Message-ID and recipient of what was accepted and is nowhere. */
  readonly lost: readonly string[]
  readonly duplicated: readonly string[]
  readonly once: Readonly<Record<Recipient['place'], number>>
}

function balance({ accepted }: Flow, found: ReadonlyMap<string, ReadonlyMap<string, number>>): Balance {
  const each = [...accepted].flatMap(([messageId, recipients]) =>
    recipients.map(({ address, place }) => ({
      place,
      messageId,
      copies: found.get(address)?.get(messageId) ?? 0,
    })),
  )
  const there = (wanted: Recipient['place']): number =>
    each.filter(({ place, copies: count }) => place === wanted && count > 0).length
  return {
    lost: each.filter(({ copies: count }) => count === 0).map(({ messageId }) => messageId),
    duplicated: each.filter(({ copies: count }) => count > 1).map(({ messageId }) => messageId),
    once: { INBOX: there('INBOX'), Junk: there('Junk'), held: there('held') },
  }
}

async function countWaiting(database: Database): Promise<number> {
  const { rows } = await database.pool.query(
    "select count(*)::integer as waiting from kept_recipient where kind = 'waiting' and settled_at is null",
  )
  return rows[0]?.waiting ?? 0
}

describe('kill -9 while mail flows', () => {
  test('each process in turn → accepted = inbox + Junk + held + waiting, duplicates only where an answer was lost', async ({
    annotate,
  }) => {
    await using database = openAsOwner({
      spec: demoSpec(),
      paths: pathsFor(stack.state),
      ports: portsFrom(stack.portBase),
    })
    await setPolicies(database)
    await eventually('the policies', refusedAtNolay)
    const flow = startFlow()
    for (const { name } of overview.services) {
      const pid = await stack.pidOf(name)
      flow.victims.push(name)
      process.kill(pid, 'SIGKILL')
      await untilHealthy(stack, { name, before: pid })
    }
    await flow.stop()
    const waitingAtTheEnd = await countWaiting(database)
    const { lost, duplicated, once } = await eventually(
      'retried messages',
      async () => {
        const found = balance(flow, await copies(database))
        return found.lost.length === 0 && (await countWaiting(database)) === 0 ? found : null
      },
      60,
    )
    const recipients = [...flow.accepted.values()].flat().length
    const sums =
      `${flow.accepted.size} messages accepted for ${recipients} recipients = ${once.INBOX} inbox + ` +
      `${once.Junk} Junk + ${once.held} held + ${lost.length} lost; ${waitingAtTheEnd} had waited when the killing ` +
      `ended; ${duplicated.length} twice, all of ${flow.unanswered.size} whose answer was lost`
    process.stdout.write(`${sums}\n`)
    await annotate(sums)
    expect(flow.accepted.size).toBeGreaterThan(10)
    expect(lost).toEqual([])
    expect(once.INBOX + once.Junk + once.held).toBe(recipients)
    expect(Math.min(once.INBOX, once.Junk, once.held)).toBeGreaterThan(0)
    const undoubted = duplicated.filter((messageId) => !flow.unanswered.has(messageId))
    expect(undoubted.map((messageId) => flow.answers.get(messageId))).toEqual([])
  }, 420_000)
})

describe('kill -9 of the orchestrator', () => {
  test('→ no process of the installation is left, and the next start takes up the same state', async () => {
    const orchestrator = parentOf(await stack.pidOf('gateway'))
    const family = descendants(orchestrator)
    process.kill(orchestrator, 'SIGKILL')
    await eventually('the last process to end', () => (family.every(isGone) ? true : null), 40)
    expect(family.length).toBeGreaterThan(15)

    const again = await stack.command('up', '--detach')
    expect(again.stderr).toContain('A probe message came in')
    expect(again.code).toBe(0)
    expect((await stack.overview()).demo.accounts).toEqual(overview.demo.accounts)
  })
})

interface Process {
  readonly pid: number
  readonly ticks: string
}

const isGone = ({ pid, ticks }: Process): boolean => startTicks(pid) !== ticks

function descendants(root: number): readonly Process[] {
  const parents = new Map<number, number>()
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      parents.set(Number(entry), parentOf(Number(entry)))
    } catch {
      // It ended while we looked.
    }
  }
  const belongs = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at))
      if (at === root) return true
    return false
  }
  return [...parents.keys()].filter(belongs).flatMap((pid) => {
    const ticks = startTicks(pid)
    return ticks === null ? [] : [{ pid, ticks }]
  })
}
