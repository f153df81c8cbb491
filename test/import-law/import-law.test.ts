// The law must not rot: it has to see every module git lists, and each kind of trespass must be caught by name.

import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { lawFolders } from './folders.ts'

const root = join(import.meta.dirname, '../..')
const report = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({ violations: z.array(z.object({ rule: z.object({ name: z.string() }) })) }),
})

function cruise(folder: string, folders: readonly string[]) {
  const line = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...folders]
  const depcruise = join(root, 'node_modules/.bin/depcruise')
  try {
    return report.parse(
      JSON.parse(execFileSync(depcruise, line, { cwd: folder, encoding: 'utf8', maxBuffer: 256e6 })),
    )
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'stdout' in error && String(error.stdout) !== '') {
      return report.parse(JSON.parse(String(error.stdout)))
    }
    throw error
  }
}

/** Each trespass is a file that imports one target; both are made in an otherwise empty tree. */
const trespasses = [
  { from: 'core/a.ts', to: 'db/b.ts', rule: 'layer:core' },
  { from: 'db/a.ts', to: 'identity/b.ts', rule: 'layer:db' },
  { from: 'stack/a.ts', to: 'db/connection.ts', rule: 'layer:stack' },
  { from: 'stack/spec/a.ts', to: 'stack/machine/b.ts', rule: 'layer:stack/spec' },
  { from: 'stack/spec/a.ts', to: 'daemons/b.ts', rule: 'layer:stack/spec' },
  { from: 'stack/machine/a.ts', to: 'stack/generate/b.ts', rule: 'layer:stack/machine' },
  { from: 'stack/generate/a.ts', to: 'stack/machine/b.ts', rule: 'layer:stack/generate' },
  { from: 'stack/generate/a.ts', to: 'stack/services/b.ts', rule: 'layer:stack/generate' },
  { from: 'stack/supervise/a.ts', to: 'stack/generate/b.ts', rule: 'layer:stack/supervise' },
  { from: 'stack/supervise/a.ts', to: 'stack/services/b.ts', rule: 'layer:stack/supervise' },
  { from: 'stack/services/a.ts', to: 'stack/supervise/supervisor.ts', rule: 'layer:stack/services' },
  { from: 'stack/services/a.ts', to: 'stack/machine/b.ts', rule: 'layer:stack/services' },
  { from: 'stack/services/a.ts', to: 'stack/apply/b.ts', rule: 'layer:stack/services' },
  { from: 'stack/apply/a.ts', to: 'stack/supervise/b.ts', rule: 'layer:stack/apply' },
  { from: 'mail/inbound/policy/a.ts', to: 'mail/inbound/envelope/b.ts', rule: 'stages-never-meet' },
  { from: 'mail/inbound/a.ts', to: 'mail/outbound/b.ts', rule: 'inbound-knows-no-outbound' },
  { from: 'mail/outbound/a.ts', to: 'mail/inbound/b.ts', rule: 'outbound-knows-no-inbound' },
  { from: 'webmail/api/a.ts', to: 'mail/queue/b.ts', rule: 'layer:webmail/api' },
  { from: 'webmail/client/a.ts', to: 'db/b.ts', rule: 'layer:webmail/client' },
  { from: 'mail/a.ts', to: 'webmail/api/b.ts', rule: 'layer:mail' },
  { from: 'cli/a.ts', to: 'admin/client/b.ts', rule: 'clients-only-tested' },
  { from: 'worker/a.ts', to: 'cli/b.ts', rule: 'layer:worker' },
] as const

function plant(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'import-law-'))
  for (const name of ['.dependency-cruiser.mjs', 'layers.mjs', 'tsconfig.json', 'package.json']) {
    cpSync(join(root, name), join(folder, name))
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

describe('import law', () => {
  test('the tree → every module git lists is seen, and none trespasses', () => {
    const { modules, summary } = cruise(root, lawFolders)
    const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...lawFolders], {
      cwd: root,
      encoding: 'utf8',
    })
    const seen = new Set(modules.map(({ source }) => source))
    const unseen = listed.split('\n').filter((path) => /\.tsx?$/.test(path) && !seen.has(path))
    expect(unseen).toEqual([])
    expect(summary.violations.map(({ rule }) => rule.name)).toEqual([])
    // Three thousand modules are read, beside whatever else is tested.
  }, 120_000)

  test.each(trespasses)('$from imports $to → $rule', ({ from, to, rule }) => {
    const up = '../'.repeat(dirname(from).split('/').length)
    const folder = plant({
      [from]: `import type { B } from '${up}${to}'\nexport type A = B\n`,
      [to]: 'export type B = 1\n',
    })
    const folders = [...new Set([from, to].map((path) => path.split('/')[0] ?? path))]
    const names = cruise(folder, folders).summary.violations.map((violation) => violation.rule.name)
    rmSync(folder, { recursive: true })
    expect(names).toContain(rule)
  })

  test('a browser client imports node:fs → browser-has-no-node', () => {
    const folder = plant({
      'ui/a.ts': "import { readFileSync } from 'node:fs'\nexport const a = readFileSync\n",
    })
    const names = cruise(folder, ['ui']).summary.violations.map((violation) => violation.rule.name)
    rmSync(folder, { recursive: true })
    expect(names).toContain('browser-has-no-node')
  })
})
