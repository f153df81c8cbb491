// PostgreSQL away from each moment of a message's way: what was not accepted is the sender's to send again, what was
// accepted is delivered, and the trace catches up.

import { expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
import { claire, mairie, makeSaulieu } from '#test/support/database/commune.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'
import { type GatewayOnDatabase, gatewayOnDatabase } from '#test/support/gateway/gateway-on-database.ts'
import type { GatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import type { SmtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'
import { eventually } from '#test/support/stack/eventually.ts'

const message = 'From: s@away.test\r\nSubject: x\r\n\r\nHello\r\n.\r\n'

interface Scene extends AsyncDisposable {
  readonly postgresql: TestDatabase
  readonly owner: Database
  readonly gateway: GatewayOnDatabase
  readonly run: GatewayUnderTest
}

async function scene(): Promise<Scene> {
  await using opened = new AsyncDisposableStack()
  const postgresql = opened.use(await startDatabase())
  const owner = opened.use(postgresql.open('vm_owner'))
  await makeSaulieu(owner)
  const gateway = opened.use(await gatewayOnDatabase(postgresql))
  const all = opened.move()
  return { postgresql, owner, gateway, run: gateway.run, [Symbol.asyncDispose]: () => all.disposeAsync() }
}

async function begun({ run }: Scene): Promise<SmtpDialogue> {
  const dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<sender@away.test>\nS: 250')
  return dialogue
}

const toBoth = `C: RCPT TO:<${claire}>\nS: 250\nC: RCPT TO:<${mairie}>\nS: 250\nC: DATA\nS: 354`

async function whole(at: Scene): Promise<string> {
  await using dialogue = await begun(at)
  await dialogue.run(toBoth)
  dialogue.send(message)
  return await dialogue.reply()
}

/** Outcomes in the trace once there are as many as expected. */
const traced = ({ owner }: Scene, rows: number): Promise<readonly string[]> =>
  eventually('the trace', async () => {
    const found = await owner.pool.query('select recipient, outcome from trace order by id').catch(() => null)
    if (found === null || found.rows.length < rows) return null
    return found.rows.map(({ recipient, outcome }) => `${recipient} ${outcome}`)
  })

test('before RCPT → 451 there; back → delivered', async () => {
  await using at = await scene()
  await at.postgresql.shutDown()
  await using dialogue = await begun(at)
  await dialogue.run(`C: RCPT TO:<${claire}>\nS: 451 4.3.0`)
  await at.postgresql.startUp()
  expect(await eventually('250', async () => ((await whole(at)).startsWith('250') ? true : null))).toBe(true)
  expect(at.run.lmtp.delivered).toHaveLength(2)
})

test('between RCPT and the end of data → 451, nobody has it, and the trace says so once it is back', async () => {
  await using at = await scene()
  await using dialogue = await begun(at)
  await dialogue.run(toBoth)
  dialogue.send(message.slice(0, 20))
  await at.postgresql.shutDown()
  dialogue.send(message.slice(20))
  expect(await dialogue.reply()).toMatch(/^451 4\.3\.0/)
  expect(at.run.lmtp.delivered).toEqual([])
  await at.postgresql.startUp()
  expect(await traced(at, 2)).toEqual([`${claire} deferred`, `${mairie} deferred`])
})

test('while Dovecot takes it, for everybody → 250, and the trace catches up', async () => {
  await using at = await scene()
  const gone = Promise.withResolvers<void>()
  at.run.lmtp.reply = (moment) => {
    if (moment === 'DATA') at.postgresql.shutDown().then(gone.resolve, gone.reject)
    return null
  }
  at.run.lmtp.delay = () => 300
  expect(await whole(at)).toMatch(/^250/)
  await gone.promise
  expect(at.run.lmtp.delivered).toHaveLength(2)
  await at.postgresql.startUp()
  expect(await traced(at, 2)).toEqual([`${claire} delivered`, `${mairie} delivered`])
  expect(at.gateway.events.filter(({ event }) => event === 'trace.lost')).toEqual([])
})

test('while Dovecot takes it, for one of two → 451 and a told risk of a duplicate, never a loss', async () => {
  await using at = await scene()
  const gone = Promise.withResolvers<void>()
  at.run.lmtp.reply = (moment, recipient) => {
    if (moment === 'DATA') at.postgresql.shutDown().then(gone.resolve, gone.reject)
    return moment === 'end' && recipient === mairie ? '451 4.2.0 busy' : null
  }
  at.run.lmtp.delay = () => 300
  expect(await whole(at)).toMatch(/^451/)
  await gone.promise
  expect(at.run.events.find(({ event }) => event === 'mail.duplicate-risk')).toMatchObject({
    delivered: 1,
    notKept: 1,
  })
  at.run.lmtp.reply = () => null
  at.run.lmtp.delay = () => 0
  await at.postgresql.startUp()
  await eventually('250', async () => ((await whole(at)).startsWith('250') ? true : null))
  const counts = [claire, mairie].map(
    (address) => at.run.lmtp.delivered.filter(({ recipient }) => recipient === address).length,
  )
  expect(counts).toEqual([2, 1])
  expect((await traced(at, 4)).slice(0, 2)).toEqual([`${claire} delivered`, `${mairie} deferred`])
})

test('stopped at once after 250 → the trace is written before the process ends', async () => {
  await using at = await scene()
  expect(await whole(at)).toMatch(/^250/)
  await at.gateway[Symbol.asyncDispose]()
  const { rows } = await at.owner.pool.query('select outcome from trace')
  expect(rows).toEqual([{ outcome: 'delivered' }, { outcome: 'delivered' }])
})
