import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sourceStamp } from '#cli/clients/source-stamp.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

test('another source, another name → another stamp; a note or what was built → the same', async () => {
  await using folder = await temporaryFolder()
  const write = async (file: string, content: string) => {
    await mkdir(join(folder.path, file, '..'), { recursive: true })
    await writeFile(join(folder.path, file), content)
  }
  for (const file of [
    'admin/client/a.tsx',
    'admin/contract/b.ts',
    'ui/c.css',
    'core/contract.ts',
    'http/contract/route.ts',
    'cli/clients/build-client.ts',
    'package-lock.json',
  ]) {
    await write(file, 'one')
  }
  const first = await sourceStamp(folder.path, 'admin')
  await write('admin/client/built/assets/a.js', 'made')
  await write('ui/README.md', 'a note')
  expect(await sourceStamp(folder.path, 'admin')).toBe(first)
  const others = []
  for (const [file, content] of [
    ['ui/c.css', 'two'],
    ['admin/contract/b.ts', 'two'],
    ['ui/d.css', 'one'],
    ['cli/clients/build-client.ts', 'two'],
  ] as const) {
    await write(file, content)
    others.push(await sourceStamp(folder.path, 'admin'))
  }
  expect(new Set([first, ...others]).size).toBe(5)
})
