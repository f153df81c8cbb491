import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { planChanges } from '#stack/apply/plan.ts'
import { showChanges } from '#stack/apply/show-changes.ts'
import { writeFiles } from '#stack/apply/write-files.ts'
import type { GeneratedFile } from '#stack/generate/generated-file.ts'
import { accountOf } from '#stack/machine/users.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

const file = (path: string, content: string, owner: GeneratedFile['owner'] = 'vmail'): GeneratedFile => ({
  path,
  content,
  owner,
})

describe('writeFiles', () => {
  test('a new file → there, readable by its owner alone, nothing half-written left', async () => {
    await using folder = await temporaryFolder()
    await writeFiles([file('dovecot/a.conf', 'x = 1\n')], folder.path)
    const found = await stat(join(folder.path, 'dovecot/a.conf'))
    expect([found.mode & 0o777, found.uid]).toEqual([0o400, (await accountOf('vmail')).uid])
    expect(await readdir(join(folder.path, 'dovecot'))).toEqual(['a.conf'])
  })

  test('the same files twice → the second time nothing is touched', async () => {
    await using folder = await temporaryFolder()
    const files = [file('a/a.conf', '1'), file('a/b.conf', '2')]
    await writeFiles(files, folder.path)
    const before = await stat(join(folder.path, 'a/a.conf'))
    expect(await writeFiles(files, folder.path)).toEqual([])
    expect((await stat(join(folder.path, 'a/a.conf'))).ino).toBe(before.ino)
  })

  test('one of two changed → only that one is written', async () => {
    await using folder = await temporaryFolder()
    await writeFiles([file('a/a.conf', '1'), file('a/b.conf', '2')], folder.path)
    const changes = await writeFiles([file('a/a.conf', '1'), file('a/b.conf', '3')], folder.path)
    expect(changes.map(({ kind, path }) => `${kind} ${path}`)).toEqual(['update a/b.conf'])
    expect(await readFile(join(folder.path, 'a/b.conf'), 'utf8')).toBe('3')
  })

  test('a file the spec no longer gives → removed; what Sieve compiled beside its source → kept', async () => {
    await using folder = await temporaryFolder()
    await writeFiles([file('d/junk.sieve', 'keep;'), file('d/old.conf', 'x')], folder.path)
    await writeFile(join(folder.path, 'd/junk.svbin'), 'compiled')
    await writeFiles([file('d/junk.sieve', 'keep;')], folder.path)
    expect((await readdir(join(folder.path, 'd'))).sort()).toEqual(['junk.sieve', 'junk.svbin'])
  })
})

describe('planChanges', () => {
  test('a changed line → shown with both its forms', async () => {
    await using folder = await temporaryFolder()
    await writeFiles([file('a/a.conf', 'x = 1\ny = 2\n')], folder.path)
    const plan = await planChanges([file('a/a.conf', 'x = 1\ny = 3\n')], folder.path)
    expect(showChanges(plan)).toBe('~ a/a.conf\n    - y = 2\n    + y = 3')
  })
})
