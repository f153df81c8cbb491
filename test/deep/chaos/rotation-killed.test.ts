import { randomBytes } from 'node:crypto'
import { dkimVerify } from 'mailauth'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { HostPort } from '#core/address/host-port.ts'
import { systemClock as clock } from '#core/clock.ts'
import { Secret } from '#core/secret.ts'
import type { Question } from '#daemons/dns/dns-answer.ts'
import { StubResolver } from '#daemons/dns/stub-resolver.ts'
import { ChangeListener } from '#db/change-listener.ts'
import { dkimKeyStore } from '#db/stores/deliverability/dkim-keys.ts'
import { CachedSigningKeys } from '#mail/signing/cached-signing-keys.ts'
import { keyEncryption } from '#mail/signing/key-encryption.ts'
import { dkimRecordPublisher } from '#mail/signing/publish-dkim-records.ts'
import { rotateKeys } from '#mail/signing/rotate-keys.ts'
import { dkimSignatures } from '#mail/signing/sign.ts'
import { domainName, saulieu } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { type SignedZones, signedZones } from '#test/support/world/signed-zones.ts'
import { rotatedInSpiteOfKills } from './rotating.ts'

const { postgresql, owner, gateway, worker } = await saulieuDatabase()
const domain = domainName(saulieu)
const secret = randomBytes(32).toString('base64url')
const schedule = { signsDays: 10, overlapHours: 12, staysDays: 5, patienceHours: 48 }

const opened = new AsyncDisposableStack()
afterAll(() => opened.disposeAsync())
let zones: SignedZones
beforeAll(async () => {
  zones = opened.use(await signedZones([{ name: saulieu, records: [], trust: 'secure' }]))
})
beforeEach(() => owner.pool.query('delete from dkim_key'))

/** It is so much later. */
const pass = (hours: number) =>
  owner.pool.query(
    `update dkim_key set published_at = published_at - $1 * interval '1 hour',
       activated_at = activated_at - $1 * interval '1 hour', retired_at = retired_at - $1 * interval '1 hour'`,
    [hours],
  )

/** All that is to be done, by processes that are killed one after the other. */
const rotatedByTheKilled = (between: () => Promise<void>) => {
  const { at, key } = zones.knot
  const password = postgresql.passwords.vm_worker.reveal()
  return rotatedInSpiteOfKills(
    {
      database: { port: postgresql.port, name: postgresql.name, password },
      knot: { at, keyName: key.name, secret: key.secret.reveal() },
      resolver: zones.resolver,
      keyEncryption: secret,
      schedule,
    },
    between,
  )
}

/** One look that nobody disturbs. */
async function look(): Promise<readonly string[]> {
  const done = await rotateKeys({
    store: dkimKeyStore(worker),
    encryption: keyEncryption(new Secret(secret)),
    ask: asking(zones.resolver),
    zones: dkimRecordPublisher({
      server: { ...zones.knot, clock },
      ask: asking(zones.knot.at),
      log: { warn: () => {} },
    }),
    schedule,
    clock,
  })
  return done.map(({ kind }) => kind)
}

function asking(at: HostPort) {
  const resolver = opened.use(new StubResolver({ servers: [at], tries: 2, tryMilliseconds: 2_000, clock }))
  return (question: Question) => resolver.ask(question)
}

const keysNow = async () =>
  ((await dkimKeyStore(worker).byDomain()).get(domain) ?? []).map(
    ({ selector, state }) => `${state} ${selector}`,
  )
const statesNow = async () => (await keysNow()).map((each) => each.split(' ')[0]).toSorted()

/** What a gateway makes of a letter now. */
function signer() {
  const changes = opened.use(new ChangeListener(gateway))
  const keys = new CachedSigningKeys(dkimKeyStore(gateway), keyEncryption(new Secret(secret)), changes)
  const letter = Buffer.from(
    `From: Mairie <mairie@${saulieu}>\r\nSubject: Ordre du jour\r\nDate: Wed, 25 Nov 2026 10:00:00 +0100\r\n\r\nBonjour\r\n`,
  )
  return async (): Promise<Buffer> =>
    Buffer.concat([Buffer.from(await dkimSignatures(letter, domain, { keys, clock })), letter])
}

/** As a receiver sees it who never asked before. */
async function verdicts(message: Buffer): Promise<readonly string[]> {
  const ask = asking(zones.knot.at)
  const { results } = await dkimVerify(message, {
    resolver: async (name: string) => {
      const answer = await ask({ name, type: 'TXT' })
      if (answer.kind !== 'records') throw Object.assign(new Error('none'), { code: 'ENOTFOUND' })
      return answer.records.map((record) => [record].flat().map(String))
    },
  })
  return results.map(({ status, signature }) => (signature === undefined ? 'none' : status.result))
}

const twice = ['pass', 'pass']

test('from the first keys to the last record of those that they followed, killed after each act → every letter is signed twice and verifies', async () => {
  const sign = signer()
  const sent: Buffer[] = []
  /** With what is signed now, and what was signed before and may still be under way. */
  const sendAndVerify = async () => {
    sent.push(await sign())
    for (const message of sent) expect(await verdicts(message)).toEqual(twice)
  }
  const inState = async (state: string) => (await keysNow()).filter((key) => key.startsWith(state))

  await rotatedByTheKilled(async () => undefined)
  // What is left to do, if the last of them did not come so far.
  await look()
  const first = await inState('active')
  expect(await statesNow()).toEqual(['active', 'active'])
  await sendAndVerify()

  // Ten days later they get successors, which do not sign for twelve hours.
  await pass(240)
  await rotatedByTheKilled(sendAndVerify)
  expect(await statesNow()).toEqual(['active', 'active', 'published', 'published'])
  await pass(11)
  expect(await look()).toEqual([])
  expect(await inState('active')).toEqual(first)

  await pass(1)
  await rotatedByTheKilled(sendAndVerify)
  expect(await statesNow()).toEqual(['active', 'active', 'retired', 'retired'])
  expect(await inState('retired')).toEqual(first.map((key) => key.replace('active', 'retired')))
  await pass(119)
  expect(await look()).toEqual([])
  await sendAndVerify()

  // Five days later nothing that they signed is under way any more.
  sent.length = 0
  await pass(1)
  await rotatedByTheKilled(sendAndVerify)
  expect(await statesNow()).toEqual(['active', 'active'])
  for (const key of first) {
    const [, selector] = key.split(' ')
    const name = `${selector}._domainkey.${domain}`
    expect(await asking(zones.knot.at)({ name, type: 'TXT' })).toMatchObject({ kind: 'none' })
  }
}, 120_000)
