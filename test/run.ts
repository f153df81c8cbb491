// `npm test` and `npm run test:deep -- [PART…]`: brings what the tests need onto the machine, runs them, and ends with one line that
// counts them. docs/testing.md says what is in which ring.

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

/** Parts of the deep ring, in their order: folders of test/deep and programs of their own. */
const parts = {
  installation: ['vitest', '--project', 'deep', 'test/deep/installation'],
  screens: ['vitest', '--project', 'deep', 'test/deep/screens'],
  corpora: ['vitest', '--project', 'deep', 'test/deep/corpora'],
  chaos: ['vitest', '--project', 'deep', 'test/deep/chaos'],
  faults: ['node', 'test/faults/run.ts'],
  containers: ['node', 'test/deep/containers/run.ts'],
} as const
type Part = keyof typeof parts
const isPart = (name: string): name is Part => Object.hasOwn(parts, name)

const report = z.object({ numPassedTests: z.number(), numFailedTests: z.number() })
interface Tally {
  readonly passed: number
  readonly failed: number
}

async function run(args: readonly string[]): Promise<boolean> {
  const deep = args[0] === '--deep'
  const named = deep ? args.slice(1) : []
  const unknown = named.find((name) => !isPart(name))
  if (unknown !== undefined) {
    console.log(`There is no part ${unknown}; there are ${Object.keys(parts).join(', ')}.`)
    return false
  }
  await prepareMachine(testPackages)
  if (!deep && !(await validated())) return count({ passed: 0, failed: 1 })
  for (const client of clientNames) {
    const sizes = await buildClient(join(import.meta.dirname, '..'), client)
    for (const size of sizes ?? []) console.log(`${client}/${showSize(size)}`)
  }
  return deep ? await runParts(named.filter(isPart)) : count(await vitest(defaultRing(args)))
}

/** Everything but the deep ring; files or names that are given choose among it. */
const defaultRing = (args: readonly string[]) => [
  ...['unit', 'mocking', 'e2e', 'kill'].flatMap((project) => ['--project', project]),
  ...args,
]

async function validated(): Promise<boolean> {
  console.log('Validating: format, lint, types, import law, dead code')
  if ((await execute('npm', ['run', '--silent', 'validate'])) === 0) return true
  console.log('Validation failed; the tests were not run.')
  return false
}

async function runParts(named: readonly Part[]): Promise<boolean> {
  const tallies: (readonly [Part, Tally, number])[] = []
  for (const part of named.length > 0 ? named : Object.keys(parts).filter(isPart)) {
    console.log(`\n== ${part}`)
    const begun = Date.now()
    const [program, ...args] = parts[part]
    const tally =
      program === 'vitest'
        ? await vitest(args)
        : tallyOf((await execute(program, args)) === 0 ? 'passed' : 'failed')
    tallies.push([part, tally, Math.round((Date.now() - begun) / 1000)])
  }
  console.log('\nParts that ran:')
  for (const [part, { passed, failed }, seconds] of tallies)
    console.log(
      `  ${part}: ${failed === 0 ? 'green' : 'RED'}, ${passed} passed, ${failed} failed, ${seconds} s`,
    )
  const sum = (of: keyof Tally) => tallies.reduce((all, [, tally]) => all + tally[of], 0)
  return count({ passed: sum('passed'), failed: sum('failed') })
}

/** A program that counts for itself is one test. */
const tallyOf = (end: keyof Tally): Tally => ({ passed: 0, failed: 0, [end]: 1 })

function count({ passed, failed }: Tally): boolean {
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 && passed > 0
}

async function vitest(args: readonly string[]): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'vaguemestre-test-'))
  const output = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${output}`]
  const code = await execute('vitest', ['run', ...reporters, ...args])
  const counted = report.safeParse(JSON.parse(await readFile(output, 'utf8').catch(() => 'null')))
  await rm(folder, { recursive: true })
  const passed = counted.success ? counted.data.numPassedTests : 0
  const failed = counted.success ? counted.data.numFailedTests : 1
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed }
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

process.exitCode = (await run(process.argv.slice(2))) ? 0 : 1
