// Writes the generated files into a folder, for review or for another way of starting the daemons. Touches nothing else.

import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { mailZones } from '#cli/demo/zones.ts'
import { writeFiles } from '#stack/apply/write-files.ts'
import { generateAll } from '#stack/generate/all.ts'
import { observeFacts } from '#stack/machine/observe.ts'
import { plannedProgram } from '#stack/machine/program.ts'
import { openContext } from './context.ts'
import { Fault, say } from './terminal.ts'

export async function render(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { config: { type: 'string' }, 'port-base': { type: 'string' } },
  })
  const [folder] = positionals
  if (folder === undefined) throw new Fault('render: name the folder to write into')
  const context = await openContext(values)
  const { spec, paths, ports } = context
  const facts = await observeFacts(spec, paths, await plannedProgram(context.checkout, paths.data))
  const files = generateAll({ spec, paths, ports, facts, zones: await mailZones(context) })
  const changes = await writeFiles(files, resolve(folder))
  say(`${files.length} files in ${resolve(folder)}, ${changes.length} of them changed.`)
  return 0
}
