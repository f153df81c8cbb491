import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bodyInMemory } from '#core/message-content.ts'
import { scanWithClamd } from '#daemons/clamd/instream.ts'
import { generateClamd } from '#stack/generate/clamd.ts'
import { generateFreshclam } from '#stack/generate/freshclam.ts'
import { testSignatures } from '#stack/generate/test-signatures.ts'
import { command } from '#stack/machine/command.ts'
import { makeFolders } from '#stack/machine/folders.ts'
import { writeOwnedFile } from '#stack/machine/owned-file.ts'
import { accountOf } from '#stack/machine/users.ts'
import { clamdService } from '#stack/services/clamd.ts'
import { freshclamService } from '#stack/services/freshclam.ts'
import { layDaemons } from '#test/support/daemons.ts'

const eicar = testSignatures()
  .flatMap(({ content }) => /:\*:([0-9a-f]+)\n/.exec(content)?.[1] ?? [])
  .map((hex) => Buffer.from(hex, 'hex'))[0]

test('bundled signatures → clamd is ready, says that they are for tests, finds EICAR; freshclam warns', async () => {
  await using daemons = await layDaemons()
  const { installation } = daemons
  const service = clamdService(installation)
  await makeFolders(service.directories)
  const owner = await accountOf('clamav')
  for (const { name, content } of testSignatures()) {
    await writeOwnedFile(join(installation.paths.data, 'clamav', name), content, { ...owner, mode: 0o644 })
  }
  await daemons.start(service, [...generateClamd(installation), ...generateFreshclam(installation)])
  expect(await service.probe()).toEqual({
    kind: 'ready',
    detail: expect.stringMatching(/^ClamAV .*for tests only$/),
  })
  const access = {
    host: '127.0.0.1',
    port: installation.ports.clamd,
    deadline: AbortSignal.timeout(10_000),
  }
  const scan = (text: Buffer) =>
    scanWithClamd(access, { head: Buffer.from('Subject: x\r\n\r\n'), body: bodyInMemory(text) })
  expect(await scan(Buffer.from('Bonjour\r\n'))).toEqual({ ok: true, value: { kind: 'clean' } })
  expect(eicar).toHaveLength(68)
  expect(await scan(eicar ?? Buffer.alloc(0))).toMatchObject({ value: { kind: 'virus' } })
  const freshclam = freshclamService(installation)
  expect(await freshclam.probe()).toMatchObject({ detail: expect.stringContaining('ONLY TEST SIGNATURES') })
  const serious = { ...installation, spec: { ...installation.spec, demo: false } }
  expect(await freshclamService(serious).probe()).toMatchObject({ kind: 'degraded' })
  for (const { check } of [service, freshclam])
    expect(await command(check ?? ['false'])).toMatchObject({ code: 0 })
})
