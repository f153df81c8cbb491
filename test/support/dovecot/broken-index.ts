// A full-text index as the indexer leaves it when it ends, or the disk is full, between the first folder and the first file.

import { readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** `mail`: the root of all mail; `folder`: as it is named on disk (modified UTF-7), in any mailbox. */
export async function breakSearchIndex(mail: string, folder: string): Promise<void> {
  const found = await readdir(mail, { recursive: true })
  const [version, another] = found.filter(
    (path) => path.includes(`/${folder}/dbox-Mails/`) && path.endsWith('/iamglass'),
  )
  if (version === undefined || another !== undefined) throw new Error(`not one index of ${folder}`)
  const shard = join(mail, dirname(version))
  for (const name of await readdir(shard)) await rm(join(shard, name), { force: true })
}
