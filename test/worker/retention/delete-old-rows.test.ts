import { createHash } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import type { Event } from '#core/event.ts'
import { type OldRows, oldRowsStore } from '#db/stores/retention.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { deleteOldRows } from '#worker/retention/delete-old-rows.ts'

const { postgresql, owner, worker, made } = await saulieuDatabase()
const { commune, personal: mailbox } = made
beforeEach(() =>
  owner.pool.query(
    `truncate trace, security_event, sign_in, dmarc_observation, correspondent, learned_message, session, verification,
       alert, sent_count, written_to, leak_justification, leak_hold, leak_count`,
  ),
)

const now = Date.now()
const day = 86_400_000
const insertions = {
  trace: `insert into trace (commune_id, at, queue_id, client, reverse_path, recipient, size, spf, dkim, dmarc, arc,
    symbols, outcome, reason, reply)
    select $1, $2, 'x', '::1', '', 'a@b.test', 1, '', '', '', '', '{}', 'delivered', 'clean', ''
    from generate_series(1, $3)`,
  security_event: `insert into security_event (at, kind, network)
    select $2, $1::text, '::/64' from generate_series(1, $3)`,
  sign_in: `insert into sign_in (at, commune_id, login, protocol, client, outcome)
    select $2, $1, 'a@b.test', 'imap', '::1', 'refused' from generate_series(1, $3)`,
  dmarc_observation: `insert into dmarc_observation (at, policy_domain, author_domain, client, published, disposition,
    dkim_aligned, spf_aligned, details)
    select $2, $1::text, 'b.test', '::1', '{}', 'none', false, false, '{}' from generate_series(1, $3)`,
} as const
type Kind = keyof typeof insertions

const put = (kind: Kind, daysAgo: number, rows = 1) =>
  owner.pool.query(insertions[kind], [commune, new Date(now - daysAgo * day), rows])
const digestOf = (daysAgo: number) => createHash('sha256').update(String(daysAgo)).digest('hex')
const putCorrespondent = (daysAgo: number) =>
  owner.pool.query('insert into correspondent (commune_id, digest, last_seen_at) values ($1, $2, $3)', [
    commune,
    digestOf(daysAgo),
    new Date(now - daysAgo * day),
  ])
const putLearned = (daysAgo: number) =>
  owner.pool.query(
    "insert into learned_message (commune_id, mailbox_id, digest, class, learned_at) values ($1, $2, $3, 'ham', $4)",
    [commune, mailbox, digestOf(daysAgo), new Date(now - daysAgo * day)],
  )
async function left(): Promise<Readonly<Record<string, number>>> {
  const tables = [...Object.keys(insertions), 'correspondent', 'learned_message']
  const counts = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await owner.pool.query(`select count(*)::integer as count from ${table}`)
      return [table, rows[0]?.count] as const
    }),
  )
  return Object.fromEntries(counts)
}

async function turn(oldRows: OldRows = oldRowsStore(worker)) {
  const events: Event[] = []
  const keep = (event: Event): void => void events.push(event)
  const more = await deleteOldRows({
    oldRows,
    traceDays: 100,
    securityDays: 300,
    clock: { now: () => now },
    log: { info: keep, warn: keep, error: keep },
  })
  return { more, events }
}

test('rows on both sides of the age that each kind is kept → the older gone, and told', async () => {
  for (const kind of ['trace', 'dmarc_observation', 'security_event', 'sign_in'] as const)
    for (const daysAgo of [99, 101, 299, 301]) await put(kind, daysAgo)
  for (const daysAgo of [729, 731]) await putCorrespondent(daysAgo)
  for (const daysAgo of [364, 366]) await putLearned(daysAgo)
  const { more, events } = await turn()
  expect(await left()).toEqual({
    ...{ trace: 1, dmarc_observation: 1, security_event: 3, sign_in: 3 },
    ...{ correspondent: 1, learned_message: 1 },
  })
  expect(more).toBe(false)
  expect(events).toEqual([
    { event: 'retention.forgotten', kind: 'trace', rows: 3 },
    { event: 'retention.forgotten', kind: 'security_event', rows: 1 },
    { event: 'retention.forgotten', kind: 'sign_in', rows: 1 },
    { event: 'retention.forgotten', kind: 'dmarc_observation', rows: 3 },
    { event: 'retention.forgotten', kind: 'correspondent', rows: 1 },
    { event: 'retention.forgotten', kind: 'learned_message', rows: 1 },
  ])
})

test('a session a day after its end, a code after its own, an alert long after it was seen → gone; what is open stays', async () => {
  const person = await owner.pool.query<{ id: string }>('select id from person limit 1')
  const at = (days: number) => new Date(now - days * day)
  for (const days of [-1, 0.5, 1.5]) {
    await owner.pool.query('insert into session (person_id, token, expires_at) values ($1, $2, $3)', [
      ...[person.rows[0]?.id, `token-${days}`, at(days)],
    ])
    await owner.pool.query('insert into verification (identifier, value, expires_at) values ($1, $1, $2)', [
      ...[`code-${days}`, at(days)],
    ])
  }
  for (const [subject, seen] of [
    ['seen long ago', at(301)],
    ['seen', at(299)],
    ['open', null],
  ])
    await owner.pool.query(
      "insert into alert (kind, subject, since, seen_at) values ('password-reset', $1, $2, $3)",
      [subject, at(400), seen],
    )
  await turn()
  const { rows } = await owner.pool.query<{ left: string }>(`
    select token as left from session union all select identifier from verification
    union all select subject from alert order by 1`)
  expect(rows.map((row) => row.left)).toEqual([...['code--1', 'open', 'seen', 'token--1', 'token-0.5']])
})

test('a count of bounces after a season, a suppressed address after its end → gone; the younger stay', async () => {
  await owner.pool.query('truncate bounce_count, suppressed_address')
  for (const days of [91, 93])
    await owner.pool.query(
      "insert into bounce_count values ($1, 'b.test', 'one.test', 'policy', $2::timestamptz::date, 1)",
      [commune, new Date(now - days * day)],
    )
  for (const days of [-1, 1])
    await owner.pool.query("insert into suppressed_address values ($1, $2, $3, 'unknown-recipient', '')", [
      ...[`ended-${days}@one.test`, new Date(now - 40 * day), new Date(now - days * day)],
    ])
  await turn()
  const { rows } = await owner.pool.query<{ left: string }>(
    'select address as left from suppressed_address union all select count::text from bounce_count order by 1',
  )
  expect(rows.map((row) => row.left)).toEqual(['1', 'ended--1@one.test'])
})

test('what leaves answers for leaks → as long as the trace; what nobody has decided about stays', async () => {
  for (const days of [99, 101]) {
    const at = new Date(now - days * day)
    const put = (text: string) => owner.pool.query(text, [commune, at, String(days)])
    await put(
      "insert into leak_justification (commune_id, at, queue_id, findings, reason) values ($1, $2, $3, '{}', 'x')",
    )
    await put(
      "insert into leak_count values ($1, $2, case $3 when '99' then 'nir' else 'iban' end, 'warn', 1)",
    )
    await put(`insert into leak_hold (commune_id, decided_at, queue_id, findings, cause, recipients, recipient_count, became)
      values ($1, $2, $3, '{}', 'nir', '{}', 1, 'released')`)
    await put(`insert into leak_hold (commune_id, at, queue_id, findings, cause, recipients, recipient_count)
      values ($1, $2, 'open ' || $3, '{}', 'nir', '{}', 1)`)
  }
  await turn()
  const { rows } = await owner.pool.query<{ left: string }>(`
    select 'reason ' || queue_id as left from leak_justification union all select 'hold ' || queue_id from leak_hold
    union all select 'count ' || kind from leak_count order by 1`)
  expect(rows.map((row) => row.left)).toEqual([
    ...['count nir', 'hold 99', 'hold open 101', 'hold open 99', 'reason 99'],
  ])
})

test('a stop whose mailbox is gone → as long as the security log, and never before what that had sent is gone', async () => {
  await owner.pool.query('truncate sending_stop, queued_message cascade')
  const stop = (which: string, days: number) =>
    owner.pool.query(
      `insert into sending_stop (mailbox_id, commune_id, reason, facts, since, began_at)
       values ($1, $2, 'takeover', '{}', $3, $3)`,
      [which, commune, new Date(now - days * day)],
    )
  const gone = ['1', '2', '3'].map((each) => `00000000-0000-4000-8000-00000000000${each}`)
  const [old = '', young = '', sending = ''] = gone
  await stop(mailbox, 301)
  await stop(old, 301)
  await stop(young, 299)
  await stop(sending, 301)
  await owner.pool.query(
    `insert into queued_message (queue_id, commune_id, mailbox_id, origin, reverse_path, content)
     values (repeat('0', 26), $1, $2, 'submission', '', '')`,
    [commune, sending],
  )
  await turn()
  const { rows } = await owner.pool.query('select mailbox_id as left from sending_stop')
  expect(rows.map((row) => row.left).sort()).toEqual([young, sending, mailbox].sort())
})

test('one kind fails → every other has its turn, and the failure is told by its name', async () => {
  await put('trace', 150)
  await putCorrespondent(731)
  const { forget } = oldRowsStore(worker)
  const turning = turn({
    forget: async (kind, before, most) => {
      if (kind === 'dmarc_observation') throw new Error('canceling statement due to statement timeout')
      return forget(kind, before, most)
    },
  })
  await expect(turning).rejects.toThrow('dmarc_observation: canceling statement due to statement timeout')
  expect(await left()).toMatchObject({ trace: 0, correspondent: 0 })
})

test.each([
  ['trace', 'at'],
  ['security_event', 'at'],
  ['sign_in', 'at'],
  ['dmarc_observation', 'at'],
  ['correspondent', 'last_seen_at'],
  ['learned_message', 'learned_at'],
  ['bounce_count', 'day'],
  ['suppressed_address', 'until'],
  ['sent_count', 'at'],
  ['written_to', 'last_at'],
  ['leak_justification', 'at'],
  ['leak_hold', 'decided_at'],
  ['leak_count', 'day'],
  ['outbox_end', 'at'],
])('the oldest of %s → read from an index of %s, none younger is looked at', async (table, column) => {
  const client = await owner.pool.connect()
  try {
    await client.query('begin')
    await client.query('set local enable_seqscan = off')
    const { rows } = await client.query<{ readonly 'QUERY PLAN': string }>(
      `explain select from ${table} where ${column} < now() order by ${column} limit 10`,
    )
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toMatch(/Index (Only )?Scan/)
    expect(plan).not.toContain('Sort')
  } finally {
    await client.query('rollback')
    client.release()
  }
})

test('more than a batch → another turn is asked for, the oldest go first', async () => {
  await put('trace', 150, 5_000)
  await put('trace', 120, 10)
  expect((await turn()).more).toBe(true)
  expect(await left()).toMatchObject({ trace: 10 })
  expect((await turn()).more).toBe(false)
  expect(await left()).toMatchObject({ trace: 0 })
})

test('nothing old → nothing said', async () => {
  await put('trace', 1)
  expect(await turn()).toEqual({ more: false, events: [] })
})

test('younger than 28 days → the database refuses, whoever asks and for whatever reason', async () => {
  await put('trace', 20)
  const forgetting = oldRowsStore(worker).forget('trace', new Date(now - 19 * day), 100)
  await expect(forgetting).rejects.toThrow('nothing younger than 28 days is forgotten')
  expect(await left()).toMatchObject({ trace: 1 })
})

test.each([
  "select forget_before('kept_message', now() - interval '1 year', 1)",
  "select forget_before('trace; drop table trace', now() - interval '1 year', 1)",
])('vm_worker: %s → refused', async (statement) => {
  await expect(worker.pool.query(statement)).rejects.toThrow('nothing is forgotten of')
})

test.each(['trace', 'security_event', 'sign_in', 'dmarc_observation'])(
  'vm_worker deletes, changes or empties %s itself → refused',
  async (table) => {
    for (const statement of [`delete from ${table}`, `update ${table} set at = now()`, `truncate ${table}`])
      await expect(worker.pool.query(statement)).rejects.toThrow('permission denied')
  },
)

test.each(['vm_gateway', 'vm_admin', 'vm_webmail'] as const)('%s forgets → refused', async (role) => {
  await using database = postgresql.open(role)
  const statement = "select forget_before('trace', now() - interval '1 year', 1)"
  await expect(database.pool.query(statement)).rejects.toThrow('permission denied')
})

test('what was sent and to whom → forgotten when nothing is judged by it any more', async () => {
  for (const daysAgo of [31, 33])
    await owner.pool.query('insert into sent_count (mailbox_id, commune_id, at) values ($1, $2, $3)', [
      ...[mailbox, commune, new Date(now - daysAgo * day)],
    ])
  for (const daysAgo of [729, 731])
    await owner.pool.query('insert into written_to (commune_id, digest, last_at) values ($1, $2, $3)', [
      ...[commune, digestOf(daysAgo), new Date(now - daysAgo * day)],
    ])
  const { events } = await turn()
  expect(events).toEqual([
    { event: 'retention.forgotten', kind: 'sent_count', rows: 1 },
    { event: 'retention.forgotten', kind: 'written_to', rows: 1 },
  ])
  const { rows } = await owner.pool.query('select last_at from written_to')
  expect(rows).toEqual([{ last_at: new Date(now - 729 * day) }])
})

test('a message that never left, told for a month → forgotten; one that waits to leave, however old → stays', async () => {
  await owner.pool.query('truncate outbox, outbox_end')
  for (const [state, daysAgo] of [
    ['refused', 31],
    ['refused', 29],
    ['waiting', 400],
    ['filing', 400],
  ] as const)
    await owner.pool.query(
      `insert into outbox (commune_id, mailbox_id, person_id, client, reverse_path, recipients, content, send_at, next_attempt_at,
         state, updated_at) values ($1, $2, $3, '192.0.2.7', 'a@b.test', '{a@one.test}', '', $4, $4, $5, $4)`,
      [commune, mailbox, made.person, new Date(now - daysAgo * day), state],
    )
  for (const daysAgo of [31, 29])
    await owner.pool.query(
      `insert into outbox_end (commune_id, mailbox_id, revision, became, at) values ($1, $2, gen_random_uuid(), 'left', $3)`,
      [commune, mailbox, new Date(now - daysAgo * day)],
    )
  const { events } = await turn()
  expect(events).toEqual([
    { event: 'retention.forgotten', kind: 'outbox', rows: 1 },
    { event: 'retention.forgotten', kind: 'outbox_end', rows: 1 },
  ])
  const { rows } = await owner.pool.query('select state from outbox order by state')
  expect(rows.map(({ state }) => state)).toEqual(['filing', 'refused', 'waiting'])
})

test('files given out by a link → octets gone as soon as it is over, half of them come or not; that there were any, a season later, and of what never came whole at once', async () => {
  await owner.pool.query('truncate shared_file cascade')
  const put = async (octetsUntil: number, pieces: number, whole = true) => {
    const { rows } = await owner.pool.query(
      `insert into shared_file (commune_id, mailbox_id, link_digest, sealed_key, coming_key, name, octets, expires_at, octets_until,
         completed_at) values ($1, $2, '', '', $4, 'x', 1, $3, $3, $5) returning id`,
      [
        ...[commune, mailbox, new Date(now - octetsUntil * day)],
        ...(whole ? [null, new Date(now - 200 * day)] : ['', null]),
      ],
    )
    await owner.pool.query(
      "insert into shared_file_piece select $1, n, 'x' from generate_series(0, $2::integer - 1) n",
      [rows[0]?.id, pieces],
    )
  }
  await put(-1, 3)
  await put(1, 60)
  await put(93, 0)
  await put(0.01, 0, false)
  await put(-1, 0, false)
  await put(0.5, 20, false)
  const counts = async () => {
    const { rows } = await owner.pool.query(
      'select (select count(*) from shared_file)::integer as files, (select count(*) from shared_file_piece)::integer as pieces',
    )
    return rows[0]
  }
  expect((await turn()).more).toBe(true)
  expect(await counts()).toEqual({ files: 4, pieces: 33 })
  expect((await turn()).more).toBe(false)
  expect(await counts()).toEqual({ files: 3, pieces: 3 })
})
