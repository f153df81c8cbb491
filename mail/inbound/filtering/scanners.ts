// What the filtering stage needs from the outside: a spam score and a virus verdict, or the plain statement that there
// is none. Ports, so that another scanner can take the place of rspamd or ClamAV.

import type { MessageContent } from '#core/message/message-content.ts'
import type { Result } from '#core/result.ts'
import type { VirusVerdict } from '#daemons/clamd/scan-answer.ts'
import type { ScanAnswer } from '#daemons/rspamd/scan-answer.ts'
import type { ScanRequest } from '#daemons/rspamd/scan-request.ts'

/** Answers before `deadline` aborts, or with an error when it does. */
export type SpamScanner = (
  message: MessageContent,
  about: ScanRequest,
  deadline: AbortSignal,
) => Promise<Result<ScanAnswer, string>>

export interface VirusScanRequest {
  readonly clientAddress: string
  readonly deadline: AbortSignal
}

/** Clean only when the scanner said so in so many words; any doubt is an error. */
export type VirusScanner = (
  message: MessageContent,
  request: VirusScanRequest,
) => Promise<Result<VirusVerdict, string>>
