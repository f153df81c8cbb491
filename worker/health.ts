// How the worker is: nothing works without the database and the jobs; each other part may fail by itself.

import type { Health } from '#core/health.ts'
import type { JobRunner } from './job-runner.ts'
import type { Repetition } from './repetition.ts'

type Part = Pick<Repetition, 'component' | 'healthy'>

export interface WorkerParts {
  readonly jobs: Pick<JobRunner, 'running'>
  /** Those that ask the database every few seconds. */
  readonly vital: readonly Part[]
  readonly others: readonly Part[]
}

export function workerHealth({ jobs, vital, others }: WorkerParts): Health {
  if (!vital.every(({ healthy }) => healthy))
    return { kind: 'not-ready', detail: 'PostgreSQL does not answer' }
  if (!jobs.running) return { kind: 'not-ready', detail: 'jobs are not taken yet' }
  const failing = others.filter(({ healthy }) => !healthy).map(({ component }) => component)
  if (failing.length === 0) return { kind: 'ready', detail: 'takes jobs and retries waiting mail' }
  return { kind: 'degraded', detail: `${failing.join(', ')}: the last turn failed; "logs worker" says why` }
}
