import type { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { type Doveadm, doveadmClient } from '#daemons/doveadm/doveadm.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { unindexedMailStore } from '#db/stores/mailboxes/unindexed-mail.ts'
import { makeAppPassword } from '#identity/app-password.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { answerAuthPolicy } from '#test/support/dovecot/auth-policy.ts'
import { breakSearchIndex } from '#test/support/dovecot/broken-index.ts'
import { startDovecot, type TestDovecot } from '#test/support/dovecot/dovecot.ts'
import { indexedMessages } from '#test/support/dovecot/indexed-messages.ts'
import { withImap } from '#test/support/dovecot/mail-client.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { type IndexRepairPorts, indexRepair } from '#worker/search/repair-indexes.ts'

const { postgresql, owner, worker, made } = await saulieuDatabase()
const office = makeAppPassword()
const account = { address: mairie, password: office.password.reveal() }
let dovecot: TestDovecot
let policy: AsyncDisposable

beforeAll(async () => {
  const hosting = hostingStore(owner)
  const who = { commune: made.commune, mailbox: made.mairie, person: made.person }
  await hosting.grant({ ...who, role: 'manage' })
  await hosting.putAppPassword({ ...who, selector: office.selector, hash: office.hash, label: 'phone' })
  dovecot = await startDovecot(postgresql, 'no-probe')
  policy = await answerAuthPolicy(dovecot.installation.ports.hooks)
})
afterAll(async () => {
  await policy?.[Symbol.asyncDispose]()
  await dovecot?.[Symbol.asyncDispose]()
})

const asMairie = (use: (imap: ImapFlow) => Promise<void>) =>
  withImap({ host: '127.0.0.1', port: dovecot.installation.ports.imap }, account, use)
const doveadm = (): Doveadm =>
  doveadmClient({
    ...{ host: '127.0.0.1', port: dovecot.installation.ports.doveadm, timeoutMilliseconds: 10_000 },
    password: new Secret(dovecot.doveadmPassword),
  })
const unindexed = unindexedMailStore(worker)
const expungeFirst = (folder: string) =>
  asMairie(async (imap) => {
    await imap.mailboxOpen(folder)
    await imap.messageDelete('1')
    await imap.mailboxClose()
    await imap.status(folder, { messages: true })
  })
const indexOf = async (folder: string) => {
  const found = await doveadm().searchIndexes([mairie])
  if (!found.ok || found.value[0]?.ok !== true) throw new Error('not told')
  return found.value[0].value.find((each) => each.folder === folder)
}

test('an index that cannot be opened → IMAP dies after an expunge; two turns → it does not, and searches find', async () => {
  await asMairie(async (imap) => {
    await imap.mailboxCreate('Marchés')
    for (const word of ['sarriette', 'mélisse', 'verveine'])
      await imap.append('Marchés', `Subject: x\r\n\r\n${word}\r\n`)
    await imap.append('Archive', 'Subject: x\r\n\r\nangélique\r\n')
  })
  for (const folder of ['Marchés', 'Archive'])
    await eventually(folder, async () => ((await indexOf(folder))?.shards === 1 ? true : null))
  // The indexer is done, and writes nothing into it later on.
  await eventually('all three', async () =>
    (await indexedMessages(dovecot, mairie, 'Marchés')) === 3 ? true : null,
  )
  await breakSearchIndex(dovecot.installation.paths.mail, 'March&AOk-s')
  await expect(expungeFirst('Marchés')).rejects.toThrow()

  const { turn, hasSuspects } = indexRepair({ unindexed, doveadm: doveadm() })
  expect(hasSuspects()).toBe(false)
  await turn()
  expect(hasSuspects()).toBe(true)
  expect((await indexOf('Marchés'))?.shards).toBe(0)
  await turn()
  expect(hasSuspects()).toBe(false)
  await eventually('made anew', async () => ((await indexOf('Marchés'))?.shards === 1 ? true : null))
  expect((await indexOf('Archive'))?.shards).toBe(1)
  await expungeFirst('Marchés')
  await asMairie(async (imap) => {
    await imap.mailboxOpen('Marchés')
    expect(await imap.search({ body: 'verveine' })).toEqual([1])
  })
})

const everybody = [claire, mairie].toSorted()
/** Both have an INBOX that cannot be opened. */
function mending(more: Partial<IndexRepairPorts['doveadm']> = {}) {
  const removed: string[] = []
  const ports: IndexRepairPorts = {
    unindexed: { all: async (after) => everybody.filter((each) => each > after) },
    doveadm: {
      searchIndexes: async (users) => ({
        ok: true,
        value: users.map(() => ({ ok: true, value: [{ folder: 'INBOX', shards: 0 }] })),
      }),
      removeSearchIndex: async (user) => {
        removed.push(user)
        return { ok: true, value: null }
      },
      index: async (users) => ({ ok: true, value: users.map(() => ({ ok: true, value: null })) }),
      ...more,
    },
  }
  return { removed, ...indexRepair(ports) }
}

test('broken once, well the next time → nothing taken away: it was being made', async () => {
  let shards = 0
  const { removed, turn } = mending({
    searchIndexes: async (users) => ({
      ok: true,
      value: users.map(() => ({ ok: true, value: [{ folder: 'INBOX', shards }] })),
    }),
  })
  await turn()
  shards = 1
  await turn()
  expect(removed).toEqual([])
})

test('one that Dovecot does not take away → the others are, and the turn fails', async () => {
  const removed: string[] = []
  const { turn } = mending({
    removeSearchIndex: async (user) => {
      if (user === everybody[0]) return { ok: false, error: { kind: 'temporary', exitCode: 75 } }
      removed.push(user)
      return { ok: true, value: null }
    },
  })
  await turn()
  await expect(turn()).rejects.toThrow('1 indexes')
  expect(removed).toEqual([everybody[1]])
})

test('who is not there any more → passed over; one that cannot be looked at → the turn fails; Dovecot away → it fails too', async () => {
  const kinds = [{ kind: 'no-user' }, { kind: 'temporary', exitCode: 75 }] as const
  const other = mending({
    searchIndexes: async (users) => ({
      ok: true,
      value: users.map((_, at) => ({ ok: false, error: kinds[at % 2] ?? kinds[0] })),
    }),
  })
  await expect(other.turn()).rejects.toThrow('1 indexes')
  const away = mending({
    searchIndexes: async () => ({ ok: false, error: { kind: 'unreachable', cause: 'ECONNREFUSED' } }),
  })
  await expect(away.turn()).rejects.toThrow('ECONNREFUSED')
})
