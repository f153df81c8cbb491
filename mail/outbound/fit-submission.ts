// The whole message, with lines that every server takes: so late, for the whole of a large one is in memory from here on.

import { failed, ok, type Result } from '#core/result.ts'
import { lineTooLong } from '#core/smtp/smtp-reply.ts'
import { wholeContent } from '../session/whole-content.ts'
import { fitLines } from './lines/fit-lines.ts'
import type { Checked, Fitted, Stopped } from './stages.ts'

/** Rejects when the content cannot be read. */
export async function fitSubmission(mail: Checked): Promise<Result<Fitted, Stopped>> {
  const whole = fitLines(await wholeContent(mail.content))
  if (whole === null) return failed({ reply: lineTooLong, reason: 'message-malformed' })
  return ok({ ...mail, whole, '~stage': 'lines' })
}
