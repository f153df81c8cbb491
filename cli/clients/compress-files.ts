// Files of a built client compressed beside themselves, once, so that no request waits for it or pays for it.

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** What compresses; fonts and pictures are compressed already. */
const texts = new Set(['.html', '.js', '.mjs', '.css', '.svg', '.json'])
/** Less goes in one packet as it is. */
const worthOctets = 1400
/** The next one takes twice as long for two octets of a hundred. */
const quality = 10

/** Endings as `fileCodings` of http/content-coding.ts has them. */
export async function compressFiles(built: string): Promise<void> {
  const files = await readdir(built, { recursive: true, withFileTypes: true })
  const paths = files
    .filter((file) => file.isFile() && texts.has(extname(file.name)))
    .map(({ parentPath, name }) => join(parentPath, name))
  await Promise.all(paths.map(compress))
}

async function compress(path: string): Promise<void> {
  const content = await readFile(path)
  if (content.byteLength < worthOctets) return
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.byteLength,
  }
  await writeFile(`${path}.br`, await promisify(brotliCompress)(content, { params }))
  await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }))
}
