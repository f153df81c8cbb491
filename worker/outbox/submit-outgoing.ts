// Hands a message of the outbox to our own submission, as the person who wrote it: what that person may send, and how much, is
// decided there, as for any program. On this machine, so its certificate proves nothing that is not known.

import { createTransport } from 'nodemailer'
import { type EmailAddress, parseEmailAddress } from '#core/address/email-address.ts'
import type { HostPort } from '#core/address/host-port.ts'
import type { Clock } from '#core/clock.ts'
import type { Secret } from '#core/secret.ts'
import type { ClaimedOutgoing } from '#core/sending/outbox.ts'
import type { RefusedRecipients } from '#db/stores/webmail/outbox-runs.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'

export type Submitted =
  | { readonly kind: 'left'; readonly refused: RefusedRecipients | null }
  /** What was answered, or what kept it from being asked. */
  | { readonly kind: 'refused' | 'later'; readonly reply: string }

export interface SubmitParts {
  readonly submissions: HostPort
  readonly tokenKey: Secret
  readonly clock: Clock
}

const connectMilliseconds = 10_000
/** The submission looks into a message before it answers; a large one takes a while. */
const answerMilliseconds = 120_000

/** Never rejects for what the submission does or does not answer. */
export async function submitOutgoing(
  { address, person, client, reversePath, recipients, content }: ClaimedOutgoing,
  { submissions, tokenKey, clock }: SubmitParts,
): Promise<Submitted> {
  const accessToken = await issueMailboxToken({ mailbox: address, person, client }, tokenKey, clock)
  const transport = createTransport({
    ...submissions,
    ...{ secure: true, tls: { rejectUnauthorized: false } },
    auth: { type: 'OAuth2', user: address, accessToken },
    ...{ connectionTimeout: connectMilliseconds, greetingTimeout: connectMilliseconds },
    socketTimeout: answerMilliseconds,
    ...{ disableFileAccess: true, disableUrlAccess: true },
  })
  try {
    const sent = await transport.sendMail({
      envelope: { from: reversePath, to: [...recipients] },
      raw: content,
    })
    return { kind: 'left', refused: refusedOf(sent) }
  } catch (error) {
    return whyNot(error)
  } finally {
    transport.close()
  }
}

function refusedOf(sent: {
  readonly rejected: readonly unknown[]
  readonly rejectedErrors?: readonly unknown[] | undefined
}): RefusedRecipients | null {
  const recipients = sent.rejected.flatMap((each): EmailAddress[] => {
    const read = parseEmailAddress(typeof each === 'string' ? each : '')
    return read.ok ? [read.value] : []
  })
  const [first] = sent.rejectedErrors ?? []
  return recipients.length === 0 ? null : { recipients, reply: replyOf(first) }
}

/** RFC 5321 §4.2.1: whatever is not for good may be tried again; also where nobody was refused for good but each for now. */
function whyNot(error: unknown): Submitted {
  const each: readonly unknown[] =
    error instanceof Error && 'rejectedErrors' in error && Array.isArray(error.rejectedErrors)
      ? error.rejectedErrors
      : [error]
  const kind = each.every((one) => codeOf(one) >= 500) ? 'refused' : 'later'
  const telling = each.find((one) => codeOf(one) >= 500 === (kind === 'refused')) ?? error
  return { kind, reply: replyOf(telling) }
}

const codeOf = (error: unknown): number =>
  error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0

function replyOf(error: unknown): string {
  if (error instanceof Error && 'response' in error && typeof error.response === 'string')
    return error.response.slice(0, 1000)
  return error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
}
