// `npm test`: brings what the tests need onto the machine, validates the code, runs every test, and ends with one
// line that counts them.

import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { prepareMachine } from '#cli/boot/machine.ts'
import { buildClient, showSize } from '#cli/clients/build-client.ts'
import { clientNames } from '#cli/clients/source-stamp.ts'

/**
 * Clients that the end-to-end tests speak with, the browser that they look through, and programs that verify what we sign,
 * besides the daemons' own packages.
 */
const testPackages = [
  'swaks',
  'libnet-ssleay-perl',
  'curl',
  'git',
  'chromium',
  'poppler-utils',
  'opendkim-tools',
  'libmail-dkim-perl',
]

const report = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), success: z.boolean() })

async function run(): Promise<boolean> {
  await prepareMachine(testPackages)
  console.log('Validating: format, lint, types, import law, dead code')
  if ((await execute('npm', ['run', '--silent', 'validate'])) !== 0) {
    console.log('Validation failed; the tests were not run.')
    console.log('0 passed, 1 failed')
    return false
  }
  for (const client of clientNames) {
    const sizes = await buildClient(join(import.meta.dirname, '..'), client)
    for (const size of sizes ?? []) console.log(`${client}/${showSize(size)}`)
  }
  const folder = await mkdtemp(join(tmpdir(), 'vaguemestre-test-'))
  const output = join(folder, 'report.json')
  const vitest = [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${output}`,
    ...process.argv.slice(2),
  ]
  const code = await execute('vitest', vitest)
  const counted = report.safeParse(JSON.parse(await readFile(output, 'utf8').catch(() => 'null')))
  await rm(folder, { recursive: true })
  const passed = counted.success ? counted.data.numPassedTests : 0
  const failed = counted.success ? counted.data.numFailedTests : 1
  console.log(`${passed} passed, ${code !== 0 && failed === 0 ? 1 : failed} failed`)
  return code === 0 && passed > 0
}

function execute(program: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: join(import.meta.dirname, '..'),
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.on('close', (code) => resolve(code ?? 1))
    child.on('error', () => resolve(127))
  })
}

process.exitCode = (await run()) ? 0 : 1
