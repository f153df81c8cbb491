import { join } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'
import { expect, test } from 'vitest'
import { barrelImports, namesOf } from '#webmail/client/barrel-imports.ts'

test('a barrel → where each of its names is made, whatever it is called there', () => {
  const names = namesOf(`
    import { Menu as MadeMenu } from 'menus'
    export { MadeMenu as Menu }
    export { default as X, default as XIcon } from './x.mjs'
    export { Button } from './button.mjs'
    export const own = 1
  `)
  expect([...names]).toEqual([
    ['Menu', { from: 'menus', name: 'Menu' }],
    ['X', { from: './x.mjs', name: 'default' }],
    ['XIcon', { from: './x.mjs', name: 'default' }],
    ['Button', { from: './button.mjs', name: 'Button' }],
  ])
})

/** What is loaded for a file of ours with this text. */
async function loadedFor(code: string): Promise<readonly string[]> {
  const file = join(import.meta.dirname, 'of-the-test.ts')
  const given: Plugin = {
    name: 'given',
    resolveId: (id) => (id === file ? id : null),
    load: (id) => (id === file ? code : null),
  }
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [given, barrelImports()],
    build: { write: false, rolldownOptions: { input: file } },
  })
  const outputs = (Array.isArray(built) ? built : [built]).filter((each) => 'output' in each)
  const chunks = outputs.flatMap(({ output }): readonly Rolldown.OutputChunk[] =>
    output.filter((each) => each.type === 'chunk'),
  )
  return chunks.flatMap(({ moduleIds }) => moduleIds)
}

test('a name of a barrel → the file that makes it is loaded, under our name for it, and the barrel is not', async () => {
  const loaded = await loadedFor(
    "import { type ButtonProps, RouterProvider as Router } from 'react-aria-components'\nconsole.log(Router)",
  )
  expect(loaded.filter((file) => file.includes('/openLink.'))).toHaveLength(1)
  expect(loaded.filter((file) => /react-aria-components\/dist\/(import|module|main)/.test(file))).toEqual([])
})

test('a name that the barrel has not → the build says so, with the name', async () => {
  await expect(loadedFor("import { Nothing } from 'lucide-react'\nconsole.log(Nothing)")).rejects.toThrow(
    /has no Nothing/,
  )
})

test('a barrel as a whole → the build says so', async () => {
  await expect(loadedFor("import * as all from 'lucide-react'\nconsole.log(all)")).rejects.toThrow(
    /imports lucide-react whole/,
  )
})
