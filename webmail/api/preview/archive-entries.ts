// What an archive holds, by its directory alone: nothing is unpacked. Names are for eyes: whatever folder one names, nothing is
// ever written there.

import { fromBufferPromise } from 'yauzl'
import { singleLine } from '#core/message/single-line.ts'
import { type ArchiveEntry, mostEntriesShown, noPreview, type Preview } from './preview.ts'

/** As many as a directory may have before it is none to be read. */
const mostEntries = 100_000
const longestName = 300

export async function archiveEntries(content: Buffer): Promise<Preview> {
  try {
    // Names are decoded here: one that leads out of the archive is to be seen, not to end the list.
    const file = await fromBufferPromise(content, {
      lazyEntries: true,
      autoClose: false,
      decodeStrings: false,
    })
    if (file.entryCount > mostEntries) return noPreview('too-large')
    const entries: ArchiveEntry[] = []
    let count = 0
    for await (const entry of file.eachEntry()) {
      const name = decodedName(entry.fileNameRaw)
      if (name.endsWith('/')) continue
      count += 1
      if (entries.length < mostEntriesShown)
        entries.push({
          name: singleLine(name, longestName),
          bytes: Math.min(entry.uncompressedSize, Number.MAX_SAFE_INTEGER),
          encrypted: entry.isEncrypted(),
        })
    }
    return { kind: 'archive', entries, count }
  } catch {
    return noPreview('broken')
  }
}

/** UTF-8 where it is valid, else as Windows writes it. */
function decodedName(raw: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return new TextDecoder('windows-1252').decode(raw)
  }
}
