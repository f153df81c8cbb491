import { beforeEach, expect, test } from 'vitest'
import type { DueMessages, SnoozedRuns } from '#db/stores/webmail/snoozed-runs.ts'
import { address } from '#test/support/database/commune.ts'
import { type ReturnSnoozedPorts, returnSnoozed } from '#worker/snoozed/return-snoozed.ts'

const dueOf = (name: string, uids: readonly number[] = [1]): DueMessages => ({
  mailbox: name as DueMessages['mailbox'],
  address: address(`${name}@mairie-saulieu.test`),
  ...{ uidValidity: 7, uids },
})
const done: string[] = []
beforeEach(() => {
  done.length = 0
})

const runsOf = (...due: readonly DueMessages[]): SnoozedRuns => ({
  claim: async () => due,
  settled: async ({ mailbox }) => void done.push(`${mailbox} settled`),
  later: async ({ mailbox }, seconds) => void done.push(`${mailbox} in ${seconds} s`),
})

const turnOf = (ports: Omit<ReturnSnoozedPorts, 'clock'>) =>
  returnSnoozed({ ...ports, clock: { now: () => 0 } })

type Parts = ReturnSnoozedPorts['doveadm']
const well: Parts = {
  uidValidity: async () => ({ ok: true, value: 7 }),
  addFlag: async (user, { folder, uids }, flag) => {
    done.push(`${user.split('@')[0]} with ${flag} ${folder} ${uids}`)
    return { ok: true, value: null }
  },
  removeFlag: async (user, { folder, uids }, flag) => {
    done.push(`${user.split('@')[0]} without ${flag} ${folder} ${uids}`)
    return { ok: true, value: null }
  },
  move: async (user, { folder, uids }, to) => {
    done.push(`${user.split('@')[0]} ${folder} ${uids} to ${to}`)
    return { ok: true, value: null }
  },
}

test('due → unread and marked first, then moved to the inbox, then forgotten', async () => {
  expect(await turnOf({ runs: runsOf(dueOf('a', [3, 9])), doveadm: well })).toBe(false)
  expect(done).toEqual([
    'a without \\Seen Snoozed 3,9',
    'a with vm-returned Snoozed 3,9',
    'a Snoozed 3,9 to INBOX',
    'a settled',
  ])
})

test.each([
  ['deleted', null],
  ['made anew', 8],
])('the folder was %s → nothing is moved, and the hours are forgotten', async (_, value) => {
  const doveadm: Parts = { ...well, uidValidity: async () => ({ ok: true, value }) }
  await turnOf({ runs: runsOf(dueOf('a')), doveadm })
  expect(done).toEqual(['a settled'])
})

const noUser = async () => ({ ok: false, error: { kind: 'no-user' } }) as const

test.each<[string, Partial<Parts>]>([
  ['looked for', { uidValidity: (user, folder) => (isA(user) ? noUser() : well.uidValidity(user, folder)) }],
  ['made unread', { removeFlag: (user, ...rest) => (isA(user) ? noUser() : well.removeFlag(user, ...rest)) }],
  ['marked', { addFlag: (user, ...rest) => (isA(user) ? noUser() : well.addFlag(user, ...rest)) }],
  ['moved', { move: (user, ...rest) => (isA(user) ? noUser() : well.move(user, ...rest)) }],
])(
  'one mailbox cannot be %s → the others have their turn, the turn rejects, and it is tried later',
  async (_, failing) => {
    const turn = turnOf({ runs: runsOf(dueOf('a'), dueOf('b')), doveadm: { ...well, ...failing } })
    await expect(turn).rejects.toThrow('1 mailboxes were not taken')
    expect(done).toContain('a in 60 s')
    expect(done).toContain('b settled')
    expect(done).not.toContain('a settled')
  },
)

const isA = (user: string): boolean => user.startsWith('a@')

test('Dovecot does not answer → the turn rejects with the cause at once; the next one begins with the others', async () => {
  const doveadm: Parts = {
    ...well,
    uidValidity: async () => ({ ok: false, error: { kind: 'unreachable', cause: 'ECONNREFUSED' } }),
  }
  await expect(turnOf({ runs: runsOf(dueOf('a'), dueOf('b')), doveadm })).rejects.toThrow('ECONNREFUSED')
  expect(done).toEqual(['a in 60 s', 'b in 0 s'])
})

test('as many as one turn takes → another turn at once', async () => {
  const many = dueOf(
    'a',
    Array.from({ length: 500 }, (_, at) => at + 1),
  )
  expect(await turnOf({ runs: runsOf(many), doveadm: well })).toBe(true)
})

test('Dovecot so slow that the lease would run out → the rest is given back, due at once', async () => {
  let minutes = 0
  const doveadm: Parts = {
    ...well,
    move: async (user, messages, to) => {
      minutes += 3
      return await well.move(user, messages, to)
    },
  }
  const ports = { runs: runsOf(dueOf('a'), dueOf('b'), dueOf('c'), dueOf('d')), doveadm }
  expect(await returnSnoozed({ ...ports, clock: { now: () => minutes * 60_000 } })).toBe(true)
  expect(done.filter((each) => /settled|in 0 s/.test(each))).toEqual([
    ...['a settled', 'b settled', 'c in 0 s', 'd in 0 s'],
  ])
})

test('one fails, then the lease would run out → the rest is given back, and the turn says that one failed', async () => {
  let minutes = 0
  const doveadm: Parts = {
    ...well,
    uidValidity: async () => {
      minutes += 5
      return { ok: false, error: { kind: 'temporary', exitCode: 75 } }
    },
  }
  const ports = { runs: runsOf(dueOf('a'), dueOf('b')), doveadm }
  const turn = returnSnoozed({ ...ports, clock: { now: () => minutes * 60_000 } })
  await expect(turn).rejects.toThrow('1 mailboxes were not taken')
  expect(done).toEqual(['a in 60 s', 'b in 0 s'])
})
