// What the list of files of an archive says. What is in an archive within the archive, and what a file without a
// telling name holds, the virus scanner sees (daemons/clamd/mark-signatures.ts): it unpacks, rspamd only reads the lists.

import type { AttachmentMark } from '#core/message/attachment-mark.ts'
import { markOfName } from '#core/message/file-extension.ts'
import type { ObservedAttachment } from '#daemons/rspamd/observation.ts'

type Archive = NonNullable<ObservedAttachment['archive']>

/** An archive of a gigabyte, or of a hundred times its size once that is much, is made to choke whoever unpacks it. */
const mostUnpacked = 1 << 30
const muchUnpacked = 100 << 20
const mostExpansion = 100
const mostFiles = 10_000

/** ECMA-376: the parts that hold VBA and XLM macros; OpenDocument 1.3 §3.15: Basic libraries. */
const macroFile =
  /(?:^|\/)(?:vbaProject\.bin|xl\/macrosheets\/|Basic\/[^/]+\/(?!script-lb|dialog-lb)[^/]+\.xml$)/i

/** rspamd gives up on a 7z whose list is packed, as most are; the virus scanner reads it. */
const readElsewhere: readonly string[] = ['7z', '7zip']

export function archiveMarks(archive: Archive, packed: number): readonly AttachmentMark[] {
  const { type, encrypted, unreadable, files } = archive
  const named = files.flatMap((name) => markOfName(name) ?? (macroFile.test(name) ? 'macro' : []))
  return [
    ...named,
    ...(encrypted ? (['encrypted-archive'] as const) : []),
    ...(unreadable && !readElsewhere.includes(type) ? (['unreadable-archive'] as const) : []),
    ...(isBomb(archive, packed) ? (['archive-bomb'] as const) : []),
  ]
}

function isBomb({ count, unpacked }: Archive, packed: number): boolean {
  if (count > mostFiles || unpacked > mostUnpacked) return true
  return unpacked > muchUnpacked && unpacked > packed * mostExpansion
}
