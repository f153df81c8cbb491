import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { initialSizes, laterSize } from '#cli/clients/initial-size.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

test('a part that comes later → what the page has loaded already is not its own', async () => {
  await using folder = await temporaryFolder()
  await mkdir(join(folder.path, '.vite'))
  const manifest = {
    'index.html': { file: 'index.js', isEntry: true, imports: ['_shared.js'], dynamicImports: ['part.tsx'] },
    '_shared.js': { file: 'shared.js', css: ['shared.css'] },
    'part.tsx': { file: 'part.js', imports: ['_shared.js', '_own.js'], css: ['part.css'] },
    '_own.js': { file: 'own.js' },
  }
  await writeFile(join(folder.path, '.vite/manifest.json'), JSON.stringify(manifest))
  // What cannot be compressed is as large as it is, and a little more.
  const sizes = {
    'index.js': 1000,
    'shared.js': 4000,
    'part.js': 2000,
    'own.js': 500,
    'shared.css': 300,
    'part.css': 200,
  }
  for (const [file, octets] of Object.entries(sizes))
    await writeFile(join(folder.path, file), randomBytes(octets))
  const near = (octets: number) => expect.closeTo(octets, -2)
  const [page] = await initialSizes(folder.path)
  expect(page).toMatchObject({ page: 'index.html', script: near(5040), style: near(320) })
  expect(await laterSize(folder.path, 'index.html', 'part.tsx')).toMatchObject({
    ...{ page: 'part.tsx', script: near(2540), style: near(220) },
  })
  expect(await laterSize(folder.path, 'index.html', 'gone.tsx')).toBeNull()
})
