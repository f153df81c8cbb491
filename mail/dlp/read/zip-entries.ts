// Entries of a ZIP archive, which office documents are as well, each no longer than allowed, whatever its header says.

import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { type Budget, mostEntries, mostOfOneEntry } from './budget.ts'

export interface ZipArchive {
  readonly names: readonly string[]
  readonly encrypted: boolean
  /** Null when there is none, or it is locked, broken or longer than what may still be unpacked. */
  content(name: string): Promise<Buffer | null>
}

/** Null when the directory cannot be read, or is longer than any honest one. */
export async function openZip(content: Buffer, budget: Budget): Promise<ZipArchive | null> {
  try {
    const file = await fromBufferPromise(content, { lazyEntries: true, autoClose: false })
    if (file.entryCount > mostEntries) return null
    const entries = new Map<string, Entry>()
    for await (const entry of file.eachEntry())
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry)
    return {
      names: [...entries.keys()],
      encrypted: [...entries.values()].some((entry) => entry.isEncrypted()),
      content: async (name) => {
        const entry = entries.get(name)
        return entry === undefined ? null : contentOf(file, entry, budget)
      },
    }
  } catch {
    return null
  }
}

async function contentOf(file: ZipFile, entry: Entry, budget: Budget): Promise<Buffer | null> {
  if (entry.isEncrypted()) return null
  const most = Math.min(mostOfOneEntry, budget.unpacked)
  if (entry.uncompressedSize > most) return null
  try {
    const chunks: Buffer[] = []
    let bytes = 0
    // yauzl ends the stream with an error when more comes out than the directory says.
    for await (const chunk of await file.openReadStreamPromise(entry)) {
      if (!Buffer.isBuffer(chunk)) return null
      bytes += chunk.length
      budget.unpacked -= chunk.length
      if (bytes > most) return null
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch {
    return null
  }
}
