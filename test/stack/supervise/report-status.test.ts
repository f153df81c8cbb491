import { readFile, stat } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { serviceReport } from '#core/service-report.ts'
import { statusFile } from '#stack/spec/paths.ts'
import { reportStatus } from '#stack/supervise/report-status.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

const since = '2026-03-02T06:02:00.000Z'

test('a change → a report that others of the group may read, without the pid', async () => {
  await using folder = await temporaryFolder()
  const reporter = reportStatus({
    paths: { run: folder.path },
    gid: 0,
    statuses: () => [{ name: 'clamd', state: 'failed', pid: 71, since, detail: 'ended with code 1' }],
    now: () => Date.parse('2026-03-02T06:03:00.000Z'),
  })
  reporter.changed()
  await reporter[Symbol.asyncDispose]()
  const read = JSON.parse(await readFile(statusFile({ run: folder.path }), 'utf8'))
  expect(serviceReport.strict().parse(read)).toEqual({
    at: '2026-03-02T06:03:00.000Z',
    services: [{ name: 'clamd', state: 'failed', since, detail: 'ended with code 1' }],
  })
  expect((await stat(statusFile({ run: folder.path }))).mode & 0o777).toBe(0o640)
})

test('a folder that is gone → nothing thrown', async () => {
  const reporter = reportStatus({ paths: { run: '/nowhere' }, gid: 0, statuses: () => [], now: () => 0 })
  reporter.changed()
  await reporter[Symbol.asyncDispose]()
})
