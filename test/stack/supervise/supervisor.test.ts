// Real child processes: small Node programs stand in for the daemons.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { startTicks } from '#stack/supervise/child-process.ts'
import type { Readiness, Service } from '#stack/supervise/service.ts'
import { type ServiceStatus, Supervisor } from '#stack/supervise/supervisor.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

const ready = async (): Promise<Readiness> => ({ kind: 'ready', detail: 'answers' })

function service(options: Partial<Service> & { readonly script: string }): Service {
  const { script, ...rest } = options
  return {
    name: 'redis',
    command: ['/bin/sh', '-c', script],
    user: 'vaguemestre',
    environment: {},
    needs: [],
    directories: [],
    check: null,
    stopSignal: 'SIGTERM',
    stopSeconds: 2,
    startSeconds: 5,
    reloadSignal: null,
    probe: ready,
    ...rest,
  }
}

async function supervised() {
  const folder = await temporaryFolder()
  const seen: ServiceStatus[] = []
  const supervisor = new Supervisor({
    clock: systemClock,
    logs: { folder: folder.path, rotateMegabytes: 1, keepFiles: 2 },
    changed: (status) => seen.push(status),
  })
  return { folder, seen, supervisor }
}

describe('Supervisor', () => {
  test('a service that answers → healthy, with its pid and as its user', async () => {
    const { folder, supervisor } = await supervised()
    await supervisor.start(service({ script: 'exec sleep 60' }))
    const [status] = supervisor.statuses()
    const rights = await eventually('setpriv to become the service', async () => {
      const text = await readFile(`/proc/${status?.pid}/status`, 'utf8')
      return text.startsWith('Name:\tsleep') ? text : null
    })
    await supervisor[Symbol.asyncDispose]()
    await folder[Symbol.asyncDispose]()
    expect(status?.state).toBe('healthy')
    expect(rights).not.toMatch(/^Uid:\t0\t/m)
    expect(rights).toMatch(/^CapEff:\t0+$/m)
  })

  test('a service killed hard → started again, healthy with another pid', async () => {
    const { folder, supervisor } = await supervised()
    await supervisor.start(service({ script: 'exec sleep 60' }))
    const first = supervisor.statuses()[0]?.pid
    process.kill(first ?? 0, 'SIGKILL')
    const second = await eventually('the second life', () => {
      const [status] = supervisor.statuses()
      return status?.state === 'healthy' && status.pid !== first ? status.pid : null
    })
    await supervisor[Symbol.asyncDispose]()
    await folder[Symbol.asyncDispose]()
    expect(second).not.toBe(first)
  })

  test('a service that never answers → start rejects within its time and says what the probe found', async () => {
    const { folder, supervisor } = await supervised()
    const mute = service({
      script: 'exec sleep 60',
      startSeconds: 1,
      probe: async () => ({ kind: 'not-ready', detail: 'port closed' }),
    })
    await expect(supervisor.start(mute)).rejects.toThrow('redis did not become ready: port closed')
    await supervisor[Symbol.asyncDispose]()
    await folder[Symbol.asyncDispose]()
  })

  test('a service that ignores its stop signal → killed after its time, its children too', async () => {
    const { folder, supervisor } = await supervised()
    const script = "trap '' TERM; sleep 61 & echo armed $!; while :; do wait; done"
    const armed = async (): Promise<Readiness> => {
      const log = await readFile(join(folder.path, 'redis.log'), 'utf8').catch(() => '')
      return { kind: log.includes('armed') ? 'ready' : 'not-ready', detail: '' }
    }
    await supervisor.start(service({ script, stopSeconds: 1, probe: armed }))
    await supervisor[Symbol.asyncDispose]()
    const status = supervisor.statuses()[0]
    const child = /armed (\d+)/.exec(await readFile(join(folder.path, 'redis.log'), 'utf8'))?.[1]
    await folder[Symbol.asyncDispose]()
    expect(status?.detail).toBe('killed, it did not stop in time')
    expect(startTicks(Number(child))).toBeNull()
  })

  test('a service that needs one which was never started → refused by name, nothing is run', async () => {
    const { folder, supervisor } = await supervised()
    const lonely = service({ name: 'rspamd', script: 'exec sleep 60', needs: ['redis'] })
    await expect(supervisor.start(lonely)).rejects.toThrow(
      'rspamd needs redis, which was not started before it',
    )
    expect(supervisor.statuses()).toEqual([])
    await supervisor[Symbol.asyncDispose]()
    await folder[Symbol.asyncDispose]()
  })

  test('stop → reverse order of needs', async () => {
    const { folder, seen, supervisor } = await supervised()
    await supervisor.start(service({ name: 'redis', script: 'exec sleep 60' }))
    await supervisor.start(service({ name: 'rspamd', script: 'exec sleep 60', needs: ['redis'] }))
    await supervisor[Symbol.asyncDispose]()
    await folder[Symbol.asyncDispose]()
    const stopped = seen.filter(({ state }) => state === 'stopped').map(({ name }) => name)
    expect(stopped).toEqual(['rspamd', 'redis'])
  })

  test('what it prints → stands in its log file', async () => {
    const { folder, supervisor } = await supervised()
    await supervisor.start(service({ script: 'echo ready to serve; exec sleep 60' }))
    const line = await eventually('the line', async () => {
      const text = await readFile(join(folder.path, 'redis.log'), 'utf8').catch(() => '')
      return text.includes('ready to serve') ? text : null
    })
    await supervisor[Symbol.asyncDispose]()
    await folder[Symbol.asyncDispose]()
    expect(line).toContain('ready to serve')
  })
})
