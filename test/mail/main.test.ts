// The process refuses to start without what it cannot work safely without, in one line that names it.

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gatewayConfig } from '#core/config/gateway-config.ts'
import { generateGateway } from '#stack/generate/gateway.ts'
import { demoInstallation } from '#test/support/stack/installation.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

const main = join(import.meta.dirname, '../../mail/main.ts')

/** Runs the gateway of the demonstration with its secrets in `folder`, changed by the test; resolves when it ended. */
async function ending(change: (folder: string) => Promise<void>) {
  await using folder = await temporaryFolder()
  const [generated] = generateGateway(demoInstallation())
  const config = gatewayConfig.parse(JSON.parse(String(generated?.content)))
  const file = (name: string): string => join(folder.path, name)
  await writeFile(file('password'), 'x\n')
  await writeFile(file('findings-key'), 'x\n')
  await writeFile(file('key-encryption-key'), randomBytes(32).toString('base64url'))
  const changed = {
    ...config,
    database: { ...config.database, port: 1, passwordFile: file('password') },
    findingsKeyFile: file('findings-key'),
    keyEncryptionKeyFile: file('key-encryption-key'),
  }
  await writeFile(file('gateway.json'), JSON.stringify(changed))
  await change(folder.path)
  const child = spawn(process.execPath, [main, file('gateway.json')], { stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  const print = (text: string): void => {
    printed += text
  }
  child.stdout.setEncoding('utf8').on('data', print)
  // Without a configuration there is no log yet.
  child.stderr.setEncoding('utf8').on('data', print)
  const code = await new Promise((resolve) => child.on('close', resolve))
  return { code, printed }
}

test.each<[string, (folder: string) => Promise<void>, RegExp]>([
  [
    'no findings key',
    (folder) => rm(join(folder, 'findings-key')),
    /"event":"process.failed".*ENOENT: no such file or directory, open '[^']*findings-key'/,
  ],
  [
    'an empty findings key',
    (folder) => writeFile(join(folder, 'findings-key'), '\n'),
    /"event":"process.failed".*findings-key is empty: it must hold a secret/,
  ],
  [
    'a configuration without it',
    async (folder) => {
      const file = join(folder, 'gateway.json')
      const { findingsKeyFile: _, ...rest } = JSON.parse(await readFile(file, 'utf8'))
      await writeFile(file, JSON.stringify(rest))
    },
    /gateway\.json is not valid:[\s\S]*findingsKeyFile/,
  ],
])('%s → exit 1 and a sentence', async (_, change, sentence) => {
  const { code, printed } = await ending(change)
  expect(code).toBe(1)
  expect(printed).toMatch(sentence)
})
