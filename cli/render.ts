// Writes the generated files into a folder, for review or for another way of starting the daemons. Touches nothing else.

import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { writeFiles } from '#stack/apply/write-files.ts'
import { generateAll } from '#stack/generate/all.ts'
import { contextOptions, openContext } from './context.ts'
import { plannedInstallation } from './planned-installation.ts'
import { Fault, say } from './terminal.ts'

export async function render(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: contextOptions,
  })
  const [folder] = positionals
  if (folder === undefined) throw new Fault('render: name the folder to write into')
  const files = generateAll(await plannedInstallation(await openContext(values)))
  const changes = await writeFiles(files, resolve(folder))
  say(`${files.length} files in ${resolve(folder)}, ${changes.length} of them changed.`)
  return 0
}
