// `npm run test:faults`: plants each fault of `faults.ts` in a copy of the repository, runs the test files that could see
// it, and says whether one of their tests failed. Arguments choose faults by a part of their name.

import { execFileSync, spawn } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { type Fault, faults } from './faults.ts'
import { planted } from './planted.ts'

const repository = join(import.meta.dirname, '../..')
/** A test run that takes longer hangs. */
const longestRunMilliseconds = 5 * 60_000
const longestSoundRunMilliseconds = 30 * 60_000

async function run(parts: readonly string[]): Promise<boolean> {
  const chosen = faults.filter(({ name }) => parts.length === 0 || parts.some((part) => name.includes(part)))
  if (chosen.length === 0) {
    console.log(`No fault has a name like ${parts.join(', ')}`)
    return false
  }
  const copy = await mkdtemp(join(tmpdir(), 'vaguemestre-faults-'))
  try {
    await copyInto(copy)
    const files = [...new Set(chosen.flatMap(({ tests }) => tests))]
    console.log(`Without a fault: ${files.length} test files`)
    const sound = await vitest(copy, files, longestSoundRunMilliseconds)
    if (sound.kind !== 'green') {
      console.log(`Red without a fault, so that it would catch every one: ${shown(sound)}`)
      return false
    }
    let caught = 0
    for (const fault of chosen) if (await isCaught(copy, fault)) caught += 1
    console.log(`${caught} of ${chosen.length} planted faults caught`)
    return caught === chosen.length
  } finally {
    await rm(copy, { recursive: true })
  }
}

/** What git knows or would add, so that a change that is not committed yet is tested as well. */
async function copyInto(copy: string): Promise<void> {
  // Daemons that tests start read files of the copy as users of their own.
  await chmod(copy, 0o755)
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  for (const path of listed.split('\0').filter((each) => each !== '')) {
    await mkdir(dirname(join(copy, path)), { recursive: true })
    // Deleted, and git was not told yet.
    await cp(join(repository, path), join(copy, path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
  }
  await symlink(join(repository, 'node_modules'), join(copy, 'node_modules'))
}

async function isCaught(copy: string, fault: Fault): Promise<boolean> {
  const path = join(copy, fault.file)
  const sound = await readFile(path, 'utf8')
  await writeFile(path, planted(sound, fault))
  const started = Date.now()
  const ended = await vitest(copy, fault.tests, longestRunMilliseconds)
  await writeFile(path, sound)
  const seconds = Math.round((Date.now() - started) / 1000)
  const caught = ended.kind !== 'green'
  console.log(`${caught ? 'caught' : 'NOT CAUGHT'}  ${fault.name}  ${seconds} s  ${shown(ended)}`)
  return caught
}

type Ended =
  | { readonly kind: 'green' | 'hung' }
  /** `by`: the tests that failed; none where a whole file did. */
  | { readonly kind: 'red'; readonly by: readonly string[] }

function shown(ended: Ended): string {
  if (ended.kind !== 'red') return ended.kind === 'hung' ? '(hung: killed after its time was over)' : ''
  return ended.by.length === 0 ? '(a whole test file failed)' : `by: ${ended.by.join('; ')}`
}

/** Stops at the first test that fails. */
async function vitest(copy: string, files: readonly string[], milliseconds: number): Promise<Ended> {
  const report = join(copy, 'faults-report.json')
  await rm(report, { force: true })
  const options = ['--project', 'unit', '--bail', '1', '--reporter=json', `--outputFile=${report}`]
  const code = await execute(copy, ['vitest', 'run', ...options, ...files], milliseconds)
  if (code === null) return { kind: 'hung' }
  if (code === 0) return { kind: 'green' }
  return { kind: 'red', by: failedTests(await readFile(report, 'utf8').catch(() => '{}')) }
}

const results = z.object({
  testResults: z
    .array(z.object({ assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })) }))
    .default([]),
})

const failedTests = (report: string): readonly string[] =>
  results
    .parse(JSON.parse(report))
    .testResults.flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed')
    .map(({ fullName }) => fullName)

/** The exit code; null when its time was over, and then all that it started is killed. */
function execute(cwd: string, command: readonly string[], milliseconds: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn('npx', command, { cwd, detached: true, stdio: 'ignore' })
    let isOver = false
    const timer = setTimeout(() => {
      isOver = true
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }, milliseconds)
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve(isOver ? null : (code ?? 1))
    })
  })
}

process.exitCode = (await run(process.argv.slice(2))) ? 0 : 1
