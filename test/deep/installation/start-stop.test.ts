// What a person meets at the command line: a first start that cannot work says why and changes nothing, a second start
// takes up where the first ended, a stop leaves nothing.

import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pathsFor } from '#stack/spec/paths.ts'
import { portsFrom } from '#stack/spec/ports.ts'
import { layStack, runLauncher, startStack, testSpec } from '#test/support/stack/stack.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

describe('up', () => {
  test('a typo in the spec → file, line and key, exit 1, nothing made', async () => {
    await using folder = await temporaryFolder()
    const file = join(folder.path, 'spec.yaml')
    await writeFile(file, `${testSpec()}stmp:\n  maxRecipients: 200\n`)
    const line = testSpec().split('\n').length
    const result = await runLauncher(['up', '--config', file], join(folder.path, 'state'))
    expect(result.code).toBe(1)
    expect(result.stderr).toContain(`${file}:${line} stmp: unknown setting`)
    await expect(stat(join(folder.path, 'state'))).rejects.toThrow()
  })

  test('a port that is taken → which one, by whom, what to do, exit 1', async () => {
    await using stack = await layStack()
    const port = portsFrom(stack.portBase).rspamd
    const squatter = createServer()
    await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve))
    const result = await stack.command('up')
    await new Promise((resolve) => squatter.close(resolve))
    expect(result.code).toBe(1)
    expect(result.stderr).toMatch(
      new RegExp(`rspamd: 127\\.0\\.0\\.1:${port} is taken by .* \\(pid ${process.pid}\\)`),
    )
    expect(result.stderr).toContain('--port-base')
  })

  test('a state made by another PostgreSQL → refused with a sentence', async () => {
    await using stack = await layStack()
    const folder = join(pathsFor(stack.state).data, 'postgresql')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'major'), '9\n')
    const result = await stack.command('up')
    expect(result.code).toBe(1)
    expect(result.stderr).toMatch(/was made by PostgreSQL 9, and this machine has \d+/)
  })
})

describe('a started installation', () => {
  // Everything is started twice and stopped once, beside other tests.
  test('up again, plan, free disk below the floor, down, second start → each as its user expects', {
    timeout: 300_000,
  }, async () => {
    await using stack = await startStack()

    const second = await stack.command('up')
    expect([second.code, second.stderr.includes('It runs already')]).toEqual([0, true])

    const plan = await stack.command('plan')
    expect(plan.stdout).toContain('Nothing to change')

    const doctor = await stack.command('doctor')
    expect(doctor.stdout).toMatch(/^configurations +good/m)
    expect(doctor.stdout).toMatch(/^virus signatures +warning +ONLY THE TEST SIGNATURES/m)
    expect(doctor.code).toBe(0)

    const logs = await runLauncher(['logs', 'gateway'], stack.state)
    expect(logs.stdout).toContain('"event":"process.ready"')
    const noLogs = await runLauncher(['logs', 'sendmail'], stack.state)
    expect([noLogs.code, noLogs.stderr]).toEqual([
      1,
      expect.stringContaining('there is no log of "sendmail"'),
    ])

    const accounts = (await stack.overview()).demo.accounts
    const down = await stack.command('down')
    expect(down.stderr).toContain('Everything is stopped.')
    const stopped = await stack.overview()
    expect(new Set(stopped.services.map(({ state }) => state))).toEqual(new Set(['stopped']))
    const log = await readFile(join(pathsFor(stack.state).log, 'orchestrator.log'), 'utf8')
    expect(log).toContain('Everything is stopped.')

    const again = await stack.command('up', '--detach')
    expect(again.code).toBe(0)
    expect((await stack.overview()).demo.accounts).toEqual(accounts)
  })

  test('less room on the disk than the floor → 452 4.3.1 at MAIL', { timeout: 300_000 }, async () => {
    await using stack = await layStack({ limits: { freeDiskFloorMegabytes: 1_000_000_000 } })
    const started = await stack.command('up')
    expect(started.stderr).toMatch(/452|4\.3\.1/)
  })
})
