// RCPT after RCPT in one session of the real listener, to addresses that the directory was not asked for before, then to the
// same ones again.

import { ChangeListener } from '#db/change-listener.ts'
import { PostgresqlDirectory } from '#db/stores/addresses/directory.ts'
import { startDatabase } from '#test/support/database/postgresql.ts'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import type { SmtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { mailboxesOfCommune, seedDirectory } from './seed.ts'

export const kinds = ['mailbox', 'list of 20 in a list', 'catch-all', 'postmaster'] as const
type Kind = (typeof kinds)[number]

export const memories = ['asked for the first time', 'remembered'] as const
export type Memory = (typeof memories)[number]

export interface RecipientCheck extends AsyncDisposable {
  readonly size: number
  /** Milliseconds of each RCPT. */
  round(kind: Kind, round: number): Promise<Readonly<Record<Memory, readonly number[]>>>
}

const samples = 400

/** Addresses of a kind, none twice. */
function addresses(kind: Kind, size: number, round: number): readonly string[] {
  const communes = size / mailboxesOfCommune
  const all = {
    mailbox: () =>
      choose(size, (n) => `m${n % mailboxesOfCommune}@c${Math.floor(n / mailboxesOfCommune)}.test`),
    'list of 20 in a list': () => choose(communes, (n) => `tous@c${n}.test`),
    'catch-all': () => Array.from({ length: samples }, (_, n) => `x${round}-${n}@c${n % communes}.test`),
    postmaster: () => choose(communes, (n) => `postmaster@c${n}.test`),
  }
  return all[kind]()
}

/** As many as there are, at most `samples`, spread over all by a step that shares no factor with their number. */
function choose(count: number, name: (n: number) => string): readonly string[] {
  const step = 7919
  const start = Math.floor(Math.random() * count)
  return Array.from({ length: Math.min(count, samples) }, (_, n) => name((start + n * step) % count))
}

export async function recipientCheck(size: number): Promise<RecipientCheck> {
  await using opened = new AsyncDisposableStack()
  const postgresql = opened.use(await startDatabase())
  await seedDirectory(postgresql, size)
  const database = opened.use(postgresql.open('vm_gateway'))
  const changes = opened.use(new ChangeListener(database))
  await eventually('LISTEN', () => (changes.listening ? true : null))
  let directory = new PostgresqlDirectory(database, changes)
  const run = opened.use(
    await gatewayUnderTest({}, { directory: { resolve: (recipient) => directory.resolve(recipient) } }),
  )
  const all = opened.move()
  return {
    size,
    async round(kind, round) {
      directory = new PostgresqlDirectory(database, changes)
      await using session = await run.greeted()
      const chosen = addresses(kind, size, round)
      return {
        'asked for the first time': await timed(session, chosen),
        remembered: await timed(session, chosen),
      }
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

async function timed(session: SmtpDialogue, recipients: readonly string[]): Promise<readonly number[]> {
  await session.run('C: RSET\nS: 250\nC: MAIL FROM:<sender@away.test>\nS: 250')
  const times: number[] = []
  for (const recipient of recipients) {
    const began = performance.now()
    await session.run(`C: RCPT TO:<${recipient}>\nS: 250`)
    times.push(performance.now() - began)
  }
  return times
}
