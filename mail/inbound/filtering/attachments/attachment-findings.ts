// What is dangerous about the attached files of a message, from what rspamd saw in them.

import { attachmentMarks } from '#core/attachment-mark.ts'
import type { AttachmentFinding } from '#core/findings.ts'
import type { Observation, ObservedAttachment } from '#daemons/rspamd/observation.ts'

const longestName = 100

/** Each mark once for each file. */
export function attachmentFindings({ attachments }: Observation): readonly AttachmentFinding[] {
  return attachments.flatMap((attachment) => {
    const name = attachment.name.slice(0, longestName)
    return marksOf(attachment).map((mark) => ({ mark, name }))
  })
}

const marksOf = ({ marks }: ObservedAttachment): readonly AttachmentFinding['mark'][] =>
  attachmentMarks.filter((mark) => marks.includes(mark))
