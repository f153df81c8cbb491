import { expect, test } from 'vitest'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { ClaimedOutgoing } from '#core/sending/outbox.ts'
import { type OutboxParts, runOutbox } from '#worker/outbox/run-outbox.ts'
import type { Submitted } from '#worker/outbox/submit-outgoing.ts'

const now = Date.parse('2026-11-29T10:00:00Z')
const day = 86_400_000

const due = (given: Partial<ClaimedOutgoing> = {}): ClaimedOutgoing => ({
  ...{ id: 'one', commune: 'c' as CommuneId, mailbox: 'm' as MailboxId, person: 'p', client: '192.0.2.7' },
  ...{ address: 'mairie@saulieu.test' as EmailAddress, reversePath: 'mairie@saulieu.test' as EmailAddress },
  recipients: ['a@one.test' as EmailAddress],
  content: Buffer.from('Subject: x\r\n\r\ny\r\n'),
  ...{ draft: null, sendAt: new Date(now), hasLeft: false, attempts: 0 },
  ...given,
})

/** What was noted of the outbox, in order. */
async function turn(
  claimed: readonly ClaimedOutgoing[],
  answer: Submitted | 'never asked',
  file: OutboxParts['file'] = async () => undefined,
  draftOf: OutboxParts['draftOf'] = async () => 'there',
) {
  const noted: unknown[][] = []
  const note =
    (what: string) =>
    async (...given: unknown[]) =>
      void noted.push([what, ...given])
  const runs: OutboxParts['runs'] = {
    claim: async (_, leaseSeconds) => {
      // Looking for the draft, each command of the submission and the filing of the copy have minutes of their own.
      expect(leaseSeconds).toBeGreaterThanOrEqual(600)
      return claimed
    },
    ...{ left: note('left'), done: note('done'), later: note('later'), refused: note('refused') },
  }
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const submit = async () => {
    if (answer === 'never asked') throw new Error('it was asked')
    return answer
  }
  await runOutbox({ runs, draftOf, submit, file, clock: { now: () => now }, log })
  return noted
}

const left: Submitted = { kind: 'left', refused: null }

test('it left → noted before its copy is filed, then nothing of it stays', async () => {
  expect(await turn([due()], left)).toEqual([
    ['left', 'one', undefined],
    ['done', 'one'],
  ])
})

test('it left and its copy cannot be filed → tried again later, and not sent again', async () => {
  const full = async () => {
    throw new Error('OVERQUOTA')
  }
  expect(await turn([due()], left, full)).toEqual([
    ['left', 'one', undefined],
    ['later', 'one', '', 5],
  ])
  expect(await turn([due({ hasLeft: true, attempts: 3 })], 'never asked', full)).toEqual([
    ['later', 'one', '', 40],
  ])
})

test('its copy cannot be filed for a day after the last hour at which it may have left → given up, and never told as unsent', async () => {
  const full = async () => {
    throw new Error('OVERQUOTA')
  }
  const old = due({ hasLeft: true, attempts: 200, sendAt: new Date(now - 2 * day - 1) })
  expect(await turn([old], 'never asked', full)).toEqual([['done', 'one']])
  const younger = { ...old, sendAt: new Date(now - 2 * day + 1) }
  expect(await turn([younger], 'never asked', full)).toEqual([['later', 'one', '', 600]])
})

test('refused → its author reads why; put off → again, ever later, ten minutes at most', async () => {
  expect(await turn([due()], { kind: 'refused', reply: '550 5.7.1 no' })).toEqual([
    ['refused', 'one', '550 5.7.1 no'],
  ])
  const later: Submitted = { kind: 'later', reply: '451 4.3.0 later' }
  expect(await turn([due({ attempts: 1 })], later)).toEqual([['later', 'one', '451 4.3.0 later', 10]])
  expect(await turn([due({ attempts: 500 })], later)).toEqual([['later', 'one', '451 4.3.0 later', 600]])
})

test('put off for a day → given back to its author with what was answered last', async () => {
  const old = due({ attempts: 200, sendAt: new Date(now - day - 1) })
  expect(await turn([old], { kind: 'later', reply: 'ECONNREFUSED' })).toEqual([
    ['refused', 'one', 'ECONNREFUSED'],
  ])
})

test('refused for one of two → it left, and that one stays for its author to see', async () => {
  const refused = { recipients: ['b@two.test' as EmailAddress], reply: '550 5.1.1 nobody' }
  expect(await turn([due()], { kind: 'left', refused })).toEqual([
    ['left', 'one', refused],
    ['done', 'one'],
  ])
})

test('put off since it was written → submitted and filed under the hour it leaves at, all else as it was', async () => {
  const seen: string[] = []
  const file = async ({ content }: ClaimedOutgoing) => void seen.push(content.toString())
  const written =
    'Subject: x\r\nDate: Fri, 27 Nov 2026 10:00:00\r\n +0000\r\nTo: a@one.test\r\n\r\nDate: y\r\n'
  await turn([due({ content: Buffer.from(written) })], left, file)
  await turn([due()], left, file)
  expect(seen).toEqual([
    'Subject: x\r\nDate: Sun, 29 Nov 2026 10:00:00 +0000\r\nTo: a@one.test\r\n\r\nDate: y\r\n',
    'Subject: x\r\n\r\ny\r\n',
  ])
})

test('its draft was thrown away → never submitted, and its author is told', async () => {
  const gone = async () => 'gone' as const
  expect(await turn([due()], 'never asked', undefined, gone)).toEqual([['refused', 'one', 'draft-gone']])
})

test('nobody can look for its draft now → not submitted yet, and tried again; not for ever', async () => {
  const away = async () => {
    throw new Error('ECONNREFUSED')
  }
  expect(await turn([due()], 'never asked', undefined, away)).toEqual([['later', 'one', 'ECONNREFUSED', 5]])
  const late = due({ sendAt: new Date(now - 601_000) })
  expect(await turn([late], left, undefined, away)).toEqual([
    ['left', 'one', undefined],
    ['done', 'one'],
  ])
})
