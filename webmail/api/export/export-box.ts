// A whole box as a ZIP archive of mbox files, written as it is read: nothing of it is ever whole in memory or on disk.

import { ok, type Result } from '#core/result.ts'
import type { Connections, Visit } from '../imap/connections.ts'
import { listFolders } from '../imap/folders.ts'
import type { MailFault } from '../imap/mail-fault.ts'
import { wholeMessages } from '../imap/whole-messages.ts'
import { exportNames } from './file-names.ts'
import { MboxQuoting, separator } from './mbox.ts'
import { type ZipFile, zipStream } from './zip-stream.ts'

export interface Progress {
  readonly messages: number
  readonly total: number
  /** Of messages. */
  readonly octets: number
}

export interface Exporting {
  readonly connections: Pick<Connections, 'read'>
  readonly visit: Visit
  readonly now: Date
  /** Called after each piece; rejects where it is to go no further. */
  readonly note: (progress: Progress) => Promise<void>
}

/** Known before anything is written: whether the box answers. The stream fails where it no longer does. */
export async function exportBox({
  connections,
  visit,
  now,
  note,
}: Exporting): Promise<Result<AsyncGenerator<Uint8Array, void>, MailFault>> {
  const listed = await listFolders(connections, visit)
  if (!listed.ok) return listed
  const folders = listed.value.filter(({ selectable }) => selectable)
  const names = exportNames(folders.map(({ path }) => path))
  let progress: Progress = {
    ...{ messages: 0, octets: 0 },
    total: folders.reduce((sum, { messages }) => sum + messages, 0),
  }
  const noting: Noting = {
    piece: () => note(progress),
    message: (size) => {
      const messages = progress.messages + 1
      // What came since the folders were counted is written too.
      progress = { messages, total: Math.max(progress.total, messages), octets: progress.octets + size }
      return note(progress)
    },
  }
  async function* files(): AsyncGenerator<ZipFile, void> {
    await note(progress)
    for (const [index, { path }] of folders.entries()) {
      const messages = wholeMessages({ connections, visit }, path)
      yield { name: names[index] ?? path, content: mbox(messages, noting) }
    }
  }
  return ok(zipStream(files(), now))
}

interface Noting {
  readonly piece: () => Promise<void>
  readonly message: (size: number) => Promise<void>
}

async function* mbox(
  messages: ReturnType<typeof wholeMessages>,
  note: Noting,
): AsyncGenerator<Uint8Array, void> {
  for await (const { received, size, pieces } of messages) {
    const quoting = new MboxQuoting()
    let isFirst = true
    for await (const piece of pieces) {
      if (isFirst) yield separator(received, piece.subarray(0, mostHeader))
      isFirst = false
      const octets = quoting.add(piece)
      if (octets.length > 0) yield octets
      await note.piece()
    }
    if (isFirst) yield separator(received, new Uint8Array())
    yield quoting.end()
    await note.message(size)
  }
}

/** Whoever delivers writes Return-Path at the very top. */
const mostHeader = 16 * 1024
