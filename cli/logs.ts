// Shows what the services printed: all of them or one, and what comes if asked to follow.

import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { contextOptions, openExisting } from './context.ts'
import { Fault } from './terminal.ts'

export async function logs(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...contextOptions, f: { type: 'boolean', short: 'f' } },
  })
  const { paths } = await openExisting(values)
  const files = logFiles(paths.log, positionals[0])
  const line = ['-n', '200', ...(values.f === true ? ['-F'] : []), ...files]
  const tail = spawn('tail', line, { stdio: 'inherit' })
  return new Promise((resolve) => tail.on('close', (code) => resolve(code ?? 0)))
}

function logFiles(folder: string, service: string | undefined): readonly string[] {
  const known = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^[a-z]+\.log$/.test(name))
        .map((name) => name.slice(0, -4))
    : []
  if (known.length === 0) throw new Fault(`there are no logs in ${folder}: nothing was started yet`)
  if (service !== undefined && !known.includes(service)) {
    throw new Fault(`there is no log of "${service}"; there are: ${known.join(', ')}`)
  }
  return (service === undefined ? known : [service]).map((name) => join(folder, `${name}.log`))
}
