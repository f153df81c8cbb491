import { expect, test } from 'vitest'
import { overallOf } from '#admin/client/service/overall-state.ts'
import { status as english } from '#admin/client/words/en/status.ts'
import { status as french } from '#admin/client/words/fr/status.ts'

type Services = Parameters<typeof overallOf>[0]['services']
type State = Services[number]['state']

const service = (state: State, detail = '') => ({
  ...{ name: 'clamd', kind: 'daemon' as const, since: null, state, detail },
})
const well = service('healthy')
const testOnly = service('healthy', 'ClamAV 1.4.3, signatures for tests only')

test.each<[string, Services, ReturnType<typeof overallOf>]>([
  ['all well', [well, well], { is: 'healthy', kind: 'ok', count: 2 }],
  ['one starts', [well, service('starting')], { is: 'starting', kind: 'info', count: 1 }],
  ['two start', [service('starting'), service('starting')], { is: 'starting', kind: 'info', count: 2 }],
  ['well, with test signatures', [well, testOnly], { is: 'unprotected', kind: 'warn', count: 1 }],
  [
    'test signatures, another starts',
    [testOnly, service('starting')],
    { is: 'unprotected', kind: 'warn', count: 1 },
  ],
  [
    'test signatures, another is unwell',
    [testOnly, service('degraded')],
    { is: 'degraded', kind: 'warn', count: 1 },
  ],
  [
    'starting with test signatures',
    [service('starting', testOnly.detail)],
    { is: 'unprotected', kind: 'warn', count: 1 },
  ],
  [
    'one is unwell, one starts',
    [service('degraded'), service('starting')],
    { is: 'degraded', kind: 'warn', count: 1 },
  ],
  [
    'one failed, one is unwell',
    [service('failed'), service('degraded')],
    { is: 'failed', kind: 'bad', count: 1 },
  ],
  [
    'failed and stopped',
    [service('failed'), service('stopped'), well],
    { is: 'failed', kind: 'bad', count: 2 },
  ],
  ['nobody knows of one', [service('failed'), service('unknown')], { is: 'unknown', kind: 'warn', count: 1 }],
  ['nothing to show', [], { is: 'unknown', kind: 'warn', count: 1 }],
])('%s → the worst of them', (_, services, overall) => {
  expect(overallOf({ state: 'healthy', services }, true)).toEqual(overall)
})

test('well a while ago, and nothing newer comes → unsure', () => {
  expect(overallOf({ state: 'healthy', services: [well] }, false).is).toBe('unsure')
})

test.each([french, english])('only where everything is well the sentence says so', ({ overall }) => {
  const { healthy, ...others } = overall
  const sayings: readonly ((count: number) => string)[] = Object.values(others)
  for (const say of sayings) expect(say(2)).not.toBe(healthy())
})
