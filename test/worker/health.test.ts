import { expect, test } from 'vitest'
import { workerHealth } from '#worker/health.ts'

const part = (component: string, healthy = true) => ({ component, healthy })
const parts = {
  jobs: { running: true },
  vital: [part('postgresql'), part('waiting-mail')],
  others: [part('held-mail'), part('digests'), part('retention')],
}

test('all well → ready', () => {
  expect(workerHealth(parts).kind).toBe('ready')
})

test('digests and retention fail → degraded, and both are named', () => {
  const others = [part('held-mail'), part('digests', false), part('retention', false)]
  expect(workerHealth({ ...parts, others })).toEqual({
    kind: 'degraded',
    detail: 'digests, retention: the last turn failed; "logs worker" says why',
  })
})

test('the database is away, or jobs are not taken → not ready', () => {
  expect(workerHealth({ ...parts, vital: [part('waiting-mail', false)] }).kind).toBe('not-ready')
  expect(workerHealth({ ...parts, jobs: { running: false } }).kind).toBe('not-ready')
})
