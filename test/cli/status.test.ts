import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { daemonNames, processNames } from '#core/service-names.ts'
import { runLauncher, testSpec } from '#test/support/stack/stack.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

const shown = z.object({
  services: z.array(z.object({ name: z.string(), state: z.string() })),
  endpoints: z.record(z.string(), z.object({ host: z.string(), port: z.number() })),
})

async function statusOf(spec: string) {
  await using folder = await temporaryFolder()
  const file = join(folder.path, 'spec.yaml')
  await writeFile(file, spec)
  const { code, stdout } = await runLauncher(['status', '--json', '--config', file], folder.path)
  return { code, ...shown.parse(JSON.parse(stdout)) }
}

test('listeners on all addresses → endpoints that this machine can connect to, others on loopback', async () => {
  const { endpoints } = await statusOf(
    testSpec({
      portBase: 11000,
      listeners: {
        smtp: { address: '0.0.0.0', port: 25 },
        imaps: { address: '::', port: 993 },
        managesieve: { address: '192.0.2.7', port: 4190 },
      },
    }),
  )
  expect(endpoints).toEqual({
    smtp: { host: '127.0.0.1', port: 25 },
    submission: { host: '127.0.0.1', port: 11587 },
    submissions: { host: '127.0.0.1', port: 11465 },
    imap: { host: '127.0.0.1', port: 11143 },
    imaps: { host: '::1', port: 993 },
    managesieve: { host: '192.0.2.7', port: 4190 },
    lmtp: { host: '127.0.0.1', port: 11024 },
  })
})

test('nothing started → every service by name as stopped, exit 1', async () => {
  const { code, services } = await statusOf(testSpec())
  expect(code).toBe(1)
  expect(services).toMatchObject(
    [...daemonNames, ...processNames].map((name) => ({ name, state: 'stopped' })),
  )
})
