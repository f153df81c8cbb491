// Builds a browser client when its sources changed, and refuses one that is heavier than its budget: whoever opens it may
// have a slow line.

import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Fault } from '../terminal.ts'
import { compressFiles } from './compress-files.ts'
import { type InitialSize, initialSizes, laterSize, wholeSize } from './initial-size.ts'
import { type ClientName, sourceStamp } from './source-stamp.ts'

/** kB (1000 octets): script and style compressed, the largest font as it is. */
type Budget = Readonly<Record<'script' | 'style' | 'font', number>>

const budgets: Readonly<Record<ClientName, Readonly<Record<string, Budget>>>> = {
  admin: {
    'index.html': { script: 260, style: 20, font: 40 },
    'entrance.html': { script: 90, style: 20, font: 40 },
  },
  webmail: {
    'index.html': { script: 185, style: 20, font: 40 },
    'entrance.html': { script: 88, style: 20, font: 40 },
    // Loaded once, beside the webmail: what shows an HTML message, and cleans it a second time; whole, with its style and font.
    'frame.html': { script: 55, style: 0, font: 0 },
    // Opens the page without a network; the browser looks for a newer one with each page.
    'offline/shell.ts': { script: 2.4, style: 1, font: 40 },
    // What reads a PDF, asked for with the first one; its worker comes beside it.
    'pdf.html': { script: 190, style: 2, font: 40 },
    // A file over the page, before it is kept. This and the next with what every dialog needs, which has come by then.
    'reading/preview/overlay.tsx': { script: 44, style: 4, font: 40 },
    // The windows in which messages are written, with the editor.
    'compose/dock.tsx': { script: 212, style: 10, font: 40 },
  },
}

/** One after the other: the first empties the folder. */
const builds: Readonly<Record<ClientName, readonly string[]>> = {
  admin: ['vite.config.ts'],
  webmail: ['vite.config.ts', 'frame/vite.config.ts'],
}

/** Pages that hold all that they show. */
const wholePages: Readonly<Record<ClientName, readonly string[]>> = { admin: [], webmail: ['frame.html'] }

/** Parts that come once somebody needs them, by the page that asks for them. */
const laterParts: Readonly<Record<ClientName, readonly (readonly [page: string, part: string])[]>> = {
  admin: [],
  webmail: [
    ['index.html', 'compose/dock.tsx'],
    ['index.html', 'reading/preview/overlay.tsx'],
  ],
}

const run = promisify(execFile)
const stampFile = '.stamp'

/** Null when what stands there was built from these sources; else `begins` is called first. Throws a `Fault` for one above its budget. */
export async function buildClient(
  checkout: string,
  client: ClientName,
  begins: () => void = () => undefined,
): Promise<readonly InitialSize[] | null> {
  const folder = join(checkout, client, 'client')
  const built = join(folder, 'built')
  const stamp = await sourceStamp(checkout, client)
  if ((await readFile(join(built, stampFile), 'utf8').catch(() => '')) === stamp) return null
  begins()
  for (const config of builds[client]) await build(join(folder, config))
  const sizes = await clientSizes(built, client)
  const heavy = sizes.flatMap((size) => overBudget(size, budgets[client][size.page]))
  if (heavy.length > 0) throw new Fault(`the ${client} client is above its budget: ${heavy.join('; ')}`)
  await compressFiles(built)
  await writeFile(join(built, stampFile), stamp)
  return sizes
}

/**
 * In a process of its own: `up` stays for months, and would keep the 500 MB that a build takes. It works as `production` whatever we
 * are called, or React would come with its warnings, twice as heavy.
 */
async function build(configFile: string): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  const args = [vite, 'build', '--config', configFile, '--logLevel', 'error']
  const env = { ...process.env, NODE_ENV: 'production' }
  try {
    await run(process.execPath, args, { env })
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
    throw new Fault(`a browser client cannot be built from ${configFile}:\n${said || String(error)}`)
  }
}

/** Of every page, then of what comes later. Throws a `Fault` where a part that has a budget is not there. */
export async function clientSizes(built: string, client: ClientName): Promise<readonly InitialSize[]> {
  const whole = await Promise.all(wholePages[client].map((page) => wholeSize(built, page)))
  const sizes = [...(await initialSizes(built)), ...whole]
  for (const [page, part] of laterParts[client]) {
    const size = await laterSize(built, page, part)
    if (size === null) throw new Fault(`the ${client} client has no ${part} that comes later`)
    sizes.push(size)
  }
  return sizes
}

function overBudget({ page, ...size }: InitialSize, budget: Budget | undefined): string[] {
  if (budget === undefined) return [`${page} has no budget`]
  return (['script', 'style', 'font'] as const)
    .filter((kind) => size[kind] > budget[kind] * 1000)
    .map((kind) => `${page} ${kind} ${kilobytes(size[kind])} of ${budget[kind]} kB`)
}

export const showSize = ({ page, script, style, font }: InitialSize): string =>
  `${page}: script ${kilobytes(script)}, style ${kilobytes(style)}, font ${kilobytes(font)} kB`

const kilobytes = (octets: number): string => (octets / 1000).toFixed(1)
