// What the virus scanner says of a kind of file, however deep it found it.

import type { AttachmentMark } from '#core/message/attachment-mark.ts'
import type { VirusVerdict } from '#daemons/clamd/scan-answer.ts'

/** What unpacks to more than the scanner looks at is a bomb, whichever of its limits it was. */
export function markOfScan(scan: VirusVerdict): AttachmentMark | null {
  if (scan.kind === 'unscannable') return 'archive-bomb'
  return scan.kind === 'marked' ? scan.mark : null
}
