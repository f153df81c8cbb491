import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { command } from '#stack/machine/command.ts'
import { plannedProgram, readableProgram } from '#stack/machine/program.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

const sources = {
  'package.json': '{}',
  'package-lock.json': '{"lock":1}',
  'core/a.ts': 'export const a = 1',
  'core/gone.ts': 'export const gone = 1',
  'daemons/a.ts': '',
  'db/a.ts': '',
  'dns/a.ts': '',
  'identity/a.ts': '',
  'http/a.ts': '',
  'mail/main.ts': '',
  'worker/main.ts': '',
  'admin/api/main.ts': '',
  'admin/client/built/index.html': '',
  'webmail/api/main.ts': '',
  'webmail/client/built/index.html': '',
  'test/a.test.ts': '',
  'node_modules/zod/index.js': 'first',
}

/** A clone in a folder that only root enters, its files readable by root alone, and a data folder for everybody. */
async function closedClone(mode = 0o700) {
  const clone = await temporaryFolder()
  const data = await temporaryFolder()
  await chmod(data.path, 0o755)
  const checkout = join(clone.path, 'vaguemestre')
  for (const [name, content] of Object.entries(sources)) {
    await mkdir(dirname(join(checkout, name)), { recursive: true })
    await writeFile(join(checkout, name), content, { mode: 0o600 })
  }
  await chmod(clone.path, mode)
  const dispose = async () => {
    await clone[Symbol.asyncDispose]()
    await data[Symbol.asyncDispose]()
  }
  return { checkout, data: data.path, [Symbol.asyncDispose]: dispose }
}

test('a clone that everybody can enter → it runs from there, nothing is copied', async () => {
  await using clone = await closedClone(0o755)
  expect(await readableProgram(clone.checkout, clone.data)).toBe(clone.checkout)
  expect(existsSync(join(clone.data, 'program'))).toBe(false)
})

test('a clone that nobody else can enter → a copy of what runs, which vaguemestre can read', async () => {
  await using clone = await closedClone()
  const copy = await readableProgram(clone.checkout, clone.data)
  expect(copy).toBe(await plannedProgram(clone.checkout, clone.data))
  const read = ['setpriv', '--reuid=vaguemestre', '--regid=vaguemestre', '--clear-groups', 'cat'] as const
  const files = ['core/a.ts', 'node_modules/zod/index.js'].map((name) => join(copy, name))
  expect(await command([...read, ...files])).toMatchObject({ code: 0, stdout: 'export const a = 1first' })
  expect(existsSync(join(copy, 'admin/client/built/index.html'))).toBe(true)
  expect(existsSync(join(copy, 'webmail/client/built/index.html'))).toBe(true)
  expect(existsSync(join(copy, 'test'))).toBe(false)
  expect((await stat(join(clone.checkout, 'core/a.ts'))).mode & 0o777).toBe(0o600)
})

test('the sources changed → copied again, what is gone goes; modules only when the lock file is another one', async () => {
  await using clone = await closedClone()
  const { checkout, data } = clone
  const copy = await readableProgram(checkout, data)
  await writeFile(join(checkout, 'core/a.ts'), 'export const a = 2')
  await rm(join(checkout, 'core/gone.ts'))
  await writeFile(join(checkout, 'node_modules/zod/index.js'), 'second')
  await readableProgram(checkout, data)
  expect(await readFile(join(copy, 'core/a.ts'), 'utf8')).toBe('export const a = 2')
  expect(existsSync(join(copy, 'core/gone.ts'))).toBe(false)
  expect(await readFile(join(copy, 'node_modules/zod/index.js'), 'utf8')).toBe('first')
  await writeFile(join(checkout, 'package-lock.json'), '{"lock":2}')
  await readableProgram(checkout, data)
  expect(await readFile(join(copy, 'node_modules/zod/index.js'), 'utf8')).toBe('second')
})
