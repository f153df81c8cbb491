// What is dangerous about the attached files of a message: what their content says (found by rspamd's rule and by the
// virus scanner), their names, and the lists of the archives among them.

import { type AttachmentMark, attachmentMarks } from '#core/attachment-mark.ts'
import { markOfName } from '#core/file-ending.ts'
import type { AttachmentFinding } from '#core/findings.ts'
import type { Observation, ObservedAttachment } from '#daemons/rspamd/observation.ts'
import { archiveMarks } from './archive-marks.ts'

const longestName = 100
/** They travel in the header of the message: enough to tell a person, whatever a sender attaches. */
const mostFindings = 20

/**
 * Each mark once for each file, every mark that there is at least once. `unpacked` is the mark that the virus scanner
 * found, maybe deep in an archive: it names no file.
 */
export function attachmentFindings(
  { attachments }: Observation,
  unpacked: AttachmentMark | null,
): readonly AttachmentFinding[] {
  const found = attachments.flatMap((attachment) => {
    const name = shortened(attachment.name)
    return [...new Set(marksOf(attachment))].map((mark) => ({ mark, name }))
  })
  if (unpacked !== null && !found.some(({ mark }) => mark === unpacked))
    found.push({ mark: unpacked, name: '' })
  const first = attachmentMarks.flatMap((each) => found.find(({ mark }) => mark === each) ?? [])
  return [...first, ...found.filter((each) => !first.includes(each))].slice(0, mostFindings)
}

function marksOf({ name, bytes, marks, archive }: ObservedAttachment): readonly AttachmentMark[] {
  const byName = markOfName(name)
  return [
    ...attachmentMarks.filter((mark) => marks.includes(mark)),
    ...(byName === null ? [] : [byName]),
    ...(archive === undefined ? [] : archiveMarks(archive, bytes)),
  ]
}

/** The end of a name says what the file is: that is what stays. */
const shortened = (name: string): string =>
  name.length <= longestName ? name : `…${[...name.slice(-longestName)].slice(1).join('')}`
