// What is dangerous about the attached files of a message: what their content says (found by rspamd's rule and by the
// virus scanner), their names, and the lists of the archives among them.

import { type AttachmentMark, attachmentMarks } from '#core/message/attachment-mark.ts'
import { markOfName } from '#core/message/file-extension.ts'
import type { AttachmentFinding } from '#core/message/findings.ts'
import type { VirusVerdict } from '#daemons/clamd/scan-answer.ts'
import type { Observation, ObservedAttachment } from '#daemons/rspamd/observation.ts'
import { archiveMarks } from './archive-marks.ts'
import { declaredNames } from './declared-names.ts'

const longestName = 100
/** They travel in the header of the message: enough to tell a person, whatever a sender attaches. */
const mostFindings = 20

/**
 * Each mark once for each file, every mark that there is at least once. `unpacked` is the mark that the virus scanner
 * found, maybe deep in an archive: it names no file.
 */
export function attachmentFindings(
  { attachments, allAttachments }: Observation,
  unpacked: AttachmentMark | null,
): readonly AttachmentFinding[] {
  const found = attachments.flatMap(ofAttachment)
  const unnamed = [unpacked, allAttachments ? null : ('unreadable-archive' as const)]
  for (const mark of unnamed)
    if (mark !== null && !found.some((each) => each.mark === mark)) found.push({ mark, name: '' })
  const first = attachmentMarks.flatMap((each) => found.find(({ mark }) => mark === each) ?? [])
  return [...first, ...found.filter((each) => !first.includes(each))].slice(0, mostFindings)
}

function ofAttachment(attachment: ObservedAttachment): readonly AttachmentFinding[] {
  const { name, naming = [], bytes, marks, archive } = attachment
  const named = [name, ...declaredNames(naming)].flatMap((each) => {
    const mark = markOfName(each)
    return mark === null ? [] : [{ mark, name: shortened(each) }]
  })
  const held = [
    ...attachmentMarks.filter((mark) => marks.includes(mark)),
    ...(archive === undefined ? [] : archiveMarks(archive, bytes)),
  ]
  const all = [...held.map((mark) => ({ mark, name: shortened(name) })), ...named]
  return attachmentMarks.flatMap((mark) => all.find((each) => each.mark === mark) ?? [])
}

/** The end of a name says what the file is: that is what stays. */
const shortened = (name: string): string =>
  name.length <= longestName ? name : `…${[...name.slice(-longestName)].slice(1).join('')}`

// What the virus scanner says of a kind of file, however deep it found it.
/** What unpacks to more than the scanner looks at is a bomb, whichever of its limits it was. */
export function markOfScan(scan: VirusVerdict): AttachmentMark | null {
  if (scan.kind === 'unscannable') return 'archive-bomb'
  return scan.kind === 'marked' ? scan.mark : null
}
