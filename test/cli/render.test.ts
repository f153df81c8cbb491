import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { plannedInstallation } from '#cli/planned-installation.ts'
import { generateAll } from '#stack/generate/all.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { portsFrom } from '#stack/spec/ports.ts'
import { readSpec } from '#stack/spec/read-spec.ts'
import { runLauncher, testSpec } from '#test/support/stack/stack.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .sort()
}

async function rendered(parent: string) {
  const spec = join(parent, 'spec.yaml')
  const state = join(parent, 'state')
  await writeFile(spec, testSpec())
  const folder = join(await mkdtemp(join(parent, 'review-')), 'files')
  return { folder, state, result: await runLauncher(['render', folder, '--config', spec], state) }
}

test('a spec and a folder → every generated file in it, and no state, no run folder, nothing else', async () => {
  await using parent = await temporaryFolder()
  const { folder, state, result } = await rendered(parent.path)
  const paths = pathsFor(state)
  const read = readSpec('spec.yaml', testSpec())
  if (!read.ok) throw new Error(read.error.map(({ message }) => message).join('\n'))
  const checkout = join(import.meta.dirname, '../..')
  const ports = portsFrom(read.value.portBase)
  const planned = generateAll(await plannedInstallation({ checkout, spec: read.value, paths, ports }))
  expect(result).toMatchObject({ code: 0, stderr: expect.stringContaining(`${planned.length} files in `) })
  expect(await filesBelow(folder)).toEqual(planned.map(({ path }) => path).sort())
  expect((await readdir(parent.path)).filter((name) => !name.startsWith('review-'))).toEqual(['spec.yaml'])
  await expect(stat(paths.run)).rejects.toThrow('ENOENT')
})

test('the rendered files → readable by their own user alone, and without a secret in them', async () => {
  await using parent = await temporaryFolder()
  const { folder } = await rendered(parent.path)
  const files = await filesBelow(folder)
  expect(files.length).toBeGreaterThan(40)
  const open = []
  for (const file of files) if (((await stat(join(folder, file))).mode & 0o077) !== 0) open.push(file)
  expect(open).toEqual([])
  // Secrets are 32 random octets or more as base64url; the configurations only name their files.
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  expect(texts.flatMap((text) => text.match(/(?<![\w/+-])[\w-]{43,}(?![\w/.=-])/g) ?? [])).toEqual([])
})

test('the same spec twice → the second time nothing changes', async () => {
  await using parent = await temporaryFolder()
  const { folder, state } = await rendered(parent.path)
  const again = await runLauncher(['render', folder, '--config', join(parent.path, 'spec.yaml')], state)
  expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining(' 0 of them changed') })
})

test('no folder named → what is missing, exit 1', async () => {
  await using parent = await temporaryFolder()
  const result = await runLauncher(['render'], join(parent.path, 'state'))
  expect([result.code, result.stderr]).toEqual([1, 'vaguemestre: render: name the folder to write into\n'])
})
