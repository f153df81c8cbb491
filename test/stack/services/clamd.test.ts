import { join } from 'node:path'
import { expect, test } from 'vitest'
import { onlyTestSignatures } from '#admin/client/service/only-test-signatures.ts'
import { systemClock } from '#core/clock.ts'
import { bodyInMemory } from '#core/message/message-content.ts'
import { ClamdPool } from '#daemons/clamd/clamd-pool.ts'
import { ask } from '#daemons/tcp/ask.ts'
import { generateClamd } from '#stack/generate/clamd.ts'
import { generateFreshclam } from '#stack/generate/freshclam.ts'
import { testSignatures } from '#stack/generate/test-signatures.ts'
import { command } from '#stack/machine/command.ts'
import { makeFolders } from '#stack/machine/folders.ts'
import { writeOwnedFile } from '#stack/machine/owned-file.ts'
import { accountOf } from '#stack/machine/users.ts'
import { clamdService } from '#stack/services/clamd.ts'
import { freshclamService } from '#stack/services/freshclam.ts'
import type { RunningProcess } from '#stack/supervise/child-process.ts'
import type { Service } from '#stack/supervise/service.ts'
import { layDaemons, type TestDaemons } from '#test/support/daemons/daemons.ts'

const eicar = testSignatures()
  .flatMap(({ content }) => /:\*:([0-9a-f]+)\n/.exec(content)?.[1] ?? [])
  .map((hex) => Buffer.from(hex, 'hex'))[0]

interface RealClamd {
  readonly service: Service
  readonly clamd: RunningProcess
  readonly pool: ClamdPool
  /** Of a message with this text. */
  scan(text: string | Buffer, client?: string): ReturnType<ClamdPool['scan']>
  addSignature(text: string): Promise<void>
}

const maxSessions = 20

const poolOf = (port: number) =>
  new ClamdPool({
    host: '127.0.0.1',
    port,
    maxSessions,
    longestScanMilliseconds: 10_000,
    clock: systemClock,
  })

async function startClamd(daemons: TestDaemons): Promise<RealClamd> {
  const { installation } = daemons
  const service = clamdService(installation)
  await makeFolders(service.directories)
  const owner = await accountOf('clamav')
  const addSignatures = async (name: string, content: string) =>
    writeOwnedFile(join(installation.paths.data, 'clamav', name), content, { ...owner, mode: 0o644 })
  for (const { name, content } of testSignatures()) await addSignatures(name, content)
  const pool = poolOf(installation.ports.clamd)
  return {
    service,
    clamd: await daemons.start(service, [...generateClamd(installation), ...generateFreshclam(installation)]),
    pool,
    scan: (text, client = '192.0.2.0/24') =>
      pool.scan(
        { head: Buffer.from('Subject: x\r\n\r\n'), body: bodyInMemory(Buffer.from(text)) },
        { client, deadline: AbortSignal.timeout(10_000) },
      ),
    addSignature: (text) => addSignatures('own.ndb', `Own:0:*:${Buffer.from(text).toString('hex')}\n`),
  }
}

const clean = { ok: true, value: { kind: 'clean' } }

test('bundled signatures → clamd is ready, says that they are for tests, finds EICAR; freshclam warns', async () => {
  await using daemons = await layDaemons()
  const { installation } = daemons
  const { service, pool, scan } = await startClamd(daemons)
  await using _sessions = pool
  expect(await service.probe()).toEqual({
    kind: 'ready',
    detail: expect.stringMatching(/^ClamAV .*for tests only$/),
  })
  expect(await scan('Bonjour\r\n')).toEqual(clean)
  expect(eicar).toHaveLength(68)
  expect(await scan(eicar ?? Buffer.alloc(0))).toMatchObject({ value: { kind: 'virus' } })
  const freshclam = freshclamService(installation)
  expect(await freshclam.probe()).toMatchObject({ detail: expect.stringContaining('ONLY TEST SIGNATURES') })
  for (const each of [service, freshclam]) expect(onlyTestSignatures((await each.probe()).detail)).toBe(true)
  const serious = { ...installation, spec: { ...installation.spec, demo: false } }
  expect(await freshclamService(serious).probe()).toMatchObject({ kind: 'degraded' })
  for (const { check } of [service, freshclam])
    expect(await command(check ?? ['false'])).toMatchObject({ code: 0 })
})

test('more sessions that wait than clamd has threads → another client is served at once', async () => {
  await using daemons = await layDaemons()
  const { pool, scan } = await startClamd(daemons)
  await using _sessions = pool
  const scans = Array.from({ length: maxSessions }, (_, number) =>
    scan(`Bonjour ${number}`, `192.0.${number}.0/24`),
  )
  expect(await Promise.all(scans)).toEqual(scans.map(() => clean))
  await using other = poolOf(daemons.installation.ports.clamd)
  const message = { head: Buffer.from('Subject: y\r\n\r\n'), body: bodyInMemory(Buffer.from('y')) }
  expect(await other.scan(message, { client: '', deadline: AbortSignal.timeout(5000) })).toEqual(clean)
})

test('clamd killed and started again between two messages → the second is scanned', async () => {
  await using daemons = await layDaemons()
  const { service, clamd, pool, scan } = await startClamd(daemons)
  await using _sessions = pool
  expect(await scan('one')).toEqual(clean)
  clamd.signal('SIGKILL')
  await clamd.exited
  await daemons.start(service, [])
  expect(await scan('two')).toEqual(clean)
})

test('new signatures loaded → a session from before knows them, after a moment', async () => {
  await using daemons = await layDaemons()
  const { pool, scan, addSignature } = await startClamd(daemons)
  await using _sessions = pool
  const text = 'what nobody had a signature for'
  expect(await scan(text)).toEqual(clean)
  await addSignature(text)
  const listener = { host: '127.0.0.1', port: daemons.installation.ports.clamd }
  expect(await ask(listener, 'zRELOAD\0', (said) => said.includes('\0'))).toMatchObject({
    value: 'RELOADING\0',
  })
  expect(await scan(`${text}!`)).toMatchObject({ value: { kind: 'virus' } })
})
