import { expect, test } from 'vitest'
import { failed, ok } from '#core/result.ts'
import type { DnsAnswer } from '#daemons/dns/dns-answer.ts'
import { coversHost, parseStsPolicy, stsId } from '#mail/outbound/mx-delivery/tls/mta-sts-policy.ts'
import {
  type KeptPolicy,
  policiesInMemory,
  type StsPoliciesPorts,
  stsPolicies,
} from '#mail/outbound/mx-delivery/tls/sts-policies.ts'

const policy = (...lines: readonly string[]): string =>
  ['version: STSv1', 'mode: enforce', 'mx: mx.away.test', 'max_age: 600', ...lines].join('\r\n')

test.each<[readonly string[], string | null]>([
  [['v=STSv1; id=20240101;'], '20240101'],
  [['v=spf1 -all', 'v=STSv1;id=a1'], 'a1'],
  [['v=STSv1; x=y; id=a1 '], 'a1'],
  [[], null],
  [['v=STSv1; id=1;', 'v=STSv1; id=2;'], null],
  [['v=STSv12; id=1;'], null],
  [['v=STSv1;'], null],
  [[`v=STSv1; id=${'a'.repeat(33)};`], null],
])('%j → id %s', (records, id) => {
  expect(stsId(records)).toBe(id)
})

test.each<[string, string, unknown]>([
  ['as in the RFC', policy(), { mode: 'enforce', mx: ['mx.away.test'], maxAgeSeconds: 600 }],
  [
    'bare line feeds, capitals',
    policy('mx: *.Away.TEST').replaceAll('\r', ''),
    { mx: ['mx.away.test', '*.away.test'] },
  ],
  ['the first of a key', policy('mode: none', 'max_age: 1'), { mode: 'enforce', maxAgeSeconds: 600 }],
  ['keys that nobody knows', policy('colour: blue'), { mode: 'enforce' }],
  ['none without hosts', 'version: STSv1\nmode: none\nmax_age: 60\n', { mode: 'none', mx: [] }],
  ['longer than a year', policy().replace('600', '9999999999'), { maxAgeSeconds: 31_557_600 }],
])('policy: %s → read', (_what, text, expected) => {
  expect(parseStsPolicy(text)).toMatchObject({ ok: true, value: expected })
})

test.each([
  ['nothing', ''],
  ['a web page', '<html>'],
  ['another version', policy().replace('STSv1', 'STSv2')],
  ['no mode', policy().replace('mode: enforce', '')],
  ['an unknown mode', policy().replace('enforce', 'maybe')],
  ['no max_age', policy().replace('max_age: 600', '')],
  ['a max_age that is no number', policy().replace('600', '1e9')],
  ['enforce without hosts', policy().replace('mx: mx.away.test', '')],
  ['a host that is none', policy('mx: <script>')],
  ['a star within', policy('mx: mx.*.test')],
  ['hundreds of hosts', policy(...Array.from({ length: 101 }, (_, index) => `mx: mx${index}.away.test`))],
])('policy: %s → none', (_what, text) => {
  expect(parseStsPolicy(text)).toMatchObject({ ok: false })
})

test.each([
  ['mx.away.test', 'mx.away.test', true],
  ['*.away.test', 'mx.away.test', true],
  ['*.away.test', 'a.mx.away.test', false],
  ['*.away.test', 'away.test', false],
  ['mx.away.test', 'mx.other.test', false],
])('%s → for %s: %s', (pattern, host, covered) => {
  expect(coversHost({ mode: 'enforce', mx: [pattern], maxAgeSeconds: 1 }, host)).toBe(covered)
})

const unfetched = 'sts-policy-fetch-error'
type Fetched = Awaited<ReturnType<StsPoliciesPorts['fetch']>>

function keeping(given: { readonly fetch?: (domain: string) => Promise<Fetched> } = {}) {
  const state = {
    now: 1_000_000_000,
    record: 'v=STSv1; id=1;' as string | null,
    answer: ok(policy()) as Fetched,
    fetched: 0,
  }
  const answer = (): DnsAnswer =>
    state.record === null
      ? { kind: 'failure', code: 'ESERVFAIL' }
      : {
          kind: 'records',
          records: [[state.record]],
          at: '',
          secure: false,
          known: { seconds: 0, octets: 0 },
        }
  const kept: KeptPolicy[] = []
  const inMemory = policiesInMemory()
  const policyFor = stsPolicies({
    ask: async () => answer(),
    clock: { now: () => state.now },
    store: {
      find: inMemory.find,
      keep: async (domain, policy) => {
        kept.push(policy)
        await inMemory.keep(domain, policy)
      },
    },
    fetch: async (domain) => {
      state.fetched += 1
      return (await given.fetch?.(domain)) ?? state.answer
    },
  })
  return { state, kept, policyFor }
}

test('a policy → fetched once while it lives and its record names the same', async () => {
  const { state, policyFor } = keeping()
  await Promise.all([policyFor('away.test'), policyFor('away.test')])
  expect(await policyFor('away.test')).toMatchObject({ policy: { mode: 'enforce' } })
  expect(state.fetched).toBe(1)
  state.now += 601_000
  await policyFor('away.test')
  expect(state.fetched).toBe(2)
})

test('record gone, or its new policy cannot be had → the old one holds as long as it lives', async () => {
  const { state, policyFor } = keeping()
  await policyFor('away.test')
  state.record = null
  expect(await policyFor('away.test')).toMatchObject({ policy: { mode: 'enforce' } })
  state.record = 'v=STSv1; id=2;'
  state.answer = failed({ failure: unfetched })
  expect(await policyFor('away.test')).toMatchObject({ policy: { mode: 'enforce' } })
  state.now += 601_000
  expect(await policyFor('away.test')).toEqual({ policy: null, failure: unfetched })
})

test('a record that names another policy → fetched again', async () => {
  const { state, policyFor } = keeping()
  await policyFor('away.test')
  state.record = 'v=STSv1; id=2;'
  state.answer = ok(policy().replace('enforce', 'none'))
  expect(await policyFor('away.test')).toMatchObject({ policy: { mode: 'none' }, failure: null })
})

test('a policy that cannot be had → not asked for again within five minutes', async () => {
  const { state, policyFor } = keeping()
  state.answer = failed({ failure: unfetched })
  expect(await policyFor('away.test')).toEqual({ policy: null, failure: unfetched })
  expect(await policyFor('away.test')).toEqual({ policy: null, failure: unfetched })
  expect(state.fetched).toBe(1)
  state.now += 300_001
  await policyFor('away.test')
  expect(state.fetched).toBe(2)
})

test.each<[string, Fetched, string]>([
  ['cannot be had', failed({ failure: unfetched }), unfetched],
  ['comes from nobody that can be believed', failed({ failure: 'sts-webpki-invalid' }), 'sts-webpki-invalid'],
  ['cannot be read', ok('<html>'), 'sts-policy-invalid'],
])(
  'a policy that is announced and %s → none, and why, as long as it is not asked for again',
  async (_, answer, failure) => {
    const { state, policyFor } = keeping()
    state.answer = answer
    expect(await policyFor('away.test')).toEqual({ policy: null, failure })
    state.answer = ok(policy())
    expect(await policyFor('away.test')).toEqual({ policy: null, failure })
    state.now += 300_001
    expect(await policyFor('away.test')).toMatchObject({ policy: { mode: 'enforce' }, failure: null })
  },
)

test('no policy is announced → none, and nothing is wrong', async () => {
  const { state, policyFor } = keeping()
  state.record = 'v=spf1 -all'
  expect(await policyFor('away.test')).toEqual({ policy: null, failure: null })
})

const day = 24 * 3_600_000
const long = policy().replace('600', '604800')

/** Fetched once, and asked for again at the end of the test alone. */
async function aged(milliseconds: number, record: string | null = 'v=STSv1; id=1;') {
  const later = Promise.withResolvers<Fetched>()
  let first = true
  const asked: string[] = []
  const world = keeping({
    fetch: async (domain) => {
      asked.push(domain)
      if (!first) return await later.promise
      first = false
      return ok(long)
    },
  })
  await world.policyFor('away.test')
  asked.length = 0
  world.state.now += milliseconds
  world.state.record = record
  return { ...world, asked, later }
}
/** What was answered has gone its way. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('a policy a day old → fetched again beside the mail, once at a time, and kept for as long as it says from then on', async () => {
  const { policyFor, state, asked, later, kept } = await aged(day)
  expect(await policyFor('away.test')).toMatchObject({ policy: { mode: 'enforce' } })
  await policyFor('away.test')
  expect(asked).toEqual(['away.test'])
  later.resolve(ok(long.replace('mx.away', '*.away')))
  await settled()
  expect(await policyFor('away.test')).toMatchObject({ policy: { mx: ['*.away.test'] } })
  expect(kept).toMatchObject([{}, { id: '1', fetchedAt: state.now }])
  expect(asked).toEqual(['away.test'])
})

test.each([
  ['less than a day old', day - 1, []],
  ['a day old, its record gone', day, ['away.test']],
])('a policy %s → fetched again or not', async (_, milliseconds, expected) => {
  const { policyFor, asked } = await aged(milliseconds, expected.length === 0 ? undefined : null)
  await policyFor('away.test')
  expect(asked).toEqual(expected)
})

test('a policy that lives ten minutes → fetched again after five', async () => {
  const { state, policyFor } = keeping()
  await policyFor('away.test')
  state.now += 299_999
  await policyFor('away.test')
  expect(state.fetched).toBe(1)
  state.now += 1
  await policyFor('away.test')
  expect(state.fetched).toBe(2)
})

test.each<[string, Fetched, string]>([
  ['cannot be had', failed({ failure: unfetched }), unfetched],
  ['is broken', ok('<html>'), 'sts-policy-invalid'],
])('a policy that %s when it is fetched again → the old one holds to its end', async (_, answer, failure) => {
  const { policyFor, state, later } = await aged(day)
  await policyFor('away.test')
  later.resolve(answer)
  await settled()
  state.now += 5 * day
  expect(await policyFor('away.test')).toMatchObject({ policy: { mode: 'enforce', mx: ['mx.away.test'] } })
  await settled()
  state.now += day
  expect(await policyFor('away.test')).toEqual({ policy: null, failure })
})

test('many policies a day old → four are fetched at a time, and no mail waits', async () => {
  const { promise: never } = Promise.withResolvers<Fetched>()
  let first = true
  const { state, policyFor } = keeping({ fetch: async () => (first ? ok(long) : await never) })
  const domains = Array.from({ length: 9 }, (_, index) => `d${index}.test`)
  await Promise.all(domains.map(policyFor))
  state.fetched = 0
  first = false
  state.now += day
  const found = await Promise.all(domains.map(policyFor))
  expect(found.every((each) => each.policy?.mode === 'enforce')).toBe(true)
  expect(state.fetched).toBe(4)
})
