// What a browser loads before it shows anything, and what it loads later for a part that has a budget of its own, measured as
// it travels: compressed, with all that is imported at once.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'

/** The catalogue of the chosen language is asked for before anything is drawn, though only when the page runs. */
const always = /\/words\/(fr\/)?(fr|entrance)\.ts$/

const chunk = z.object({
  file: z.string(),
  isEntry: z.boolean().optional(),
  imports: z.array(z.string()).optional(),
  dynamicImports: z.array(z.string()).optional(),
  css: z.array(z.string()).optional(),
  assets: z.array(z.string()).optional(),
})
const manifest = z.record(z.string(), chunk)

export interface InitialSize {
  /** `index.html`; of a part that comes later its module, `compose/dock.tsx`. */
  readonly page: string
  /** In octets, gzip. */
  readonly script: number
  readonly style: number
  /** The largest single font, as it is: woff2 is compressed already. */
  readonly font: number
}

export async function initialSizes(built: string): Promise<readonly InitialSize[]> {
  const chunks = manifest.parse(JSON.parse(await readFile(join(built, '.vite/manifest.json'), 'utf8')))
  const sizes: InitialSize[] = []
  for (const [page, { isEntry }] of Object.entries(chunks))
    if (isEntry === true) sizes.push(await sizeOf(built, page, loadedBy(chunks, page)))
  return sizes
}

/** Of a page that loads nothing: all of it counts as script. */
export const wholeSize = async (built: string, page: string): Promise<InitialSize> => ({
  ...{ page, style: 0, font: 0 },
  script: await total(built, new Set([page])),
})

/** Beside what the page that asks for it has loaded already; null where the build has no such part. */
export async function laterSize(built: string, page: string, part: string): Promise<InitialSize | null> {
  const chunks = manifest.parse(JSON.parse(await readFile(join(built, '.vite/manifest.json'), 'utf8')))
  if (chunks[part] === undefined) return null
  const before = new Set(loadedBy(chunks, page))
  return await sizeOf(
    built,
    part,
    loadedBy(chunks, part).filter((each) => !before.has(each)),
  )
}

type Chunk = z.infer<typeof chunk>

async function sizeOf(built: string, page: string, loaded: readonly Chunk[]): Promise<InitialSize> {
  const files = (of: 'css' | 'assets') => new Set(loaded.flatMap((each) => each[of] ?? []))
  return {
    page,
    script: await total(built, new Set(loaded.map(({ file }) => file))),
    style: await total(built, files('css')),
    font: await largest(
      built,
      [...files('assets')].filter((file) => file.endsWith('.woff2')),
    ),
  }
}

function loadedBy(chunks: z.infer<typeof manifest>, page: string): readonly Chunk[] {
  const seen = new Set<string>()
  const visit = (name: string): void => {
    const found = chunks[name]
    if (found === undefined || seen.has(name)) return
    seen.add(name)
    for (const each of found.imports ?? []) visit(each)
    for (const each of found.dynamicImports ?? []) if (always.test(`/${each}`)) visit(each)
  }
  visit(page)
  return [...seen].flatMap((name) => chunks[name] ?? [])
}

async function total(built: string, files: ReadonlySet<string>): Promise<number> {
  let octets = 0
  for (const file of files) octets += gzipSync(await readFile(join(built, file)), { level: 9 }).byteLength
  return octets
}

async function largest(built: string, files: readonly string[]): Promise<number> {
  let octets = 0
  for (const file of files) octets = Math.max(octets, (await readFile(join(built, file))).byteLength)
  return octets
}
