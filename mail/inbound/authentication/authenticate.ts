// SPF, DKIM, ARC and DMARC once for each message (RFC 7208, 6376, 8617, 9989), by mailauth over our own resolver. When
// the verdict cannot be had now the message is deferred: it is never let through unjudged.

import { type AuthenticateResult, authenticate as mailauth } from 'mailauth'
import { comparableAddress } from '#core/address/comparable-address.ts'
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import type { MessageContent } from '#core/message/message-content.ts'
import { authenticationResultsField } from '#core/message/own-header-fields.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { resolverUnavailable } from '#core/smtp/smtp-reply.ts'
import { withoutForgedFields } from '../../session/forged-fields.ts'
import type { Authenticated, Enveloped, Stopped, Verdict } from '../stages.ts'
import { dmarcEvidence } from './dmarc-evidence.ts'
import { prefetchDns } from './dns-prefetch.ts'
import { extractAuthor } from './extract-author.ts'
import { receivedField } from './received-field.ts'
import { type RememberedAnswers, type Resolve, rememberAnswers } from './resolver.ts'
import { readVerdict } from './verdict.ts'
import { VerifierInput } from './verifier-input.ts'

export interface AuthenticationParts {
  readonly hostname: string
  readonly authservId: string
  readonly resolve: Resolve
  readonly trustedSealers: ReadonlySet<string>
  readonly timeoutMilliseconds: number
  readonly clock: Clock
  readonly log: Log
}

const maxSignaturesLogged = 10

export async function authenticate(
  mail: Enveloped,
  parts: AuthenticationParts,
): Promise<Result<Authenticated, Stopped>> {
  const started = parts.clock.now()
  const author = extractAuthor(mail.content.head)
  if (!author.ok) return author
  const answers = rememberAnswers(parts.resolve)
  prefetchDns(mail, author.value, answers)
  const judged = await check(mail, parts, answers)
  // Of what was not asked nobody knows whose name it would prove.
  const checked = answers.isCut ? failed('too many questions') : judged
  const verdict = checked.ok
    ? readVerdict({
        result: checked.value,
        author: author.value,
        trustedSealers: parts.trustedSealers,
        unanswered: answers.unanswered,
      })
    : checked
  if (!checked.ok || !verdict.ok) {
    const cause = verdict.ok ? '' : verdict.error
    parts.log.warn({ event: 'component.unavailable', component: 'unbound', cause, queueId: mail.queueId })
    return failed({ reply: resolverUnavailable, reason: 'authentication-unavailable' })
  }
  logVerdict(mail, verdict.value, { parts, started })
  const head = Buffer.concat([
    Buffer.from(receivedField(mail, parts.hostname) + authenticationResults(checked.value, parts.authservId)),
    withoutForgedFields(mail.content.head, parts.authservId),
  ])
  const content: MessageContent = { head, body: mail.content.body }
  return ok({
    ...mail,
    verdict: verdict.value,
    dmarcEvidence: dmarcEvidence(checked.value, mail.reversePath),
    author: comparableAddress(checked.value.dkim.headerFrom[0] ?? ''),
    original: mail.content,
    content,
    '~stage': 'authentication',
  })
}

/** A library that throws on a strange message must not stop the session: the sender is asked to come back. */
async function check(
  mail: Enveloped,
  parts: AuthenticationParts,
  { resolve }: RememberedAnswers,
): Promise<Result<AuthenticateResult, string>> {
  let deadline: NodeJS.Timeout | undefined
  const late = new Promise<Result<AuthenticateResult, string>>((resolve) => {
    deadline = setTimeout(() => resolve(failed('timed out')), parts.timeoutMilliseconds)
  })
  const answer = mailauth(new VerifierInput(mail.content), {
    ip: mail.client.address,
    helo: mail.client.helo,
    sender: mail.reversePath,
    mta: parts.authservId,
    resolver: resolve,
    minBitLength: 1024,
    strict: true,
    disableBimi: true,
  }).then(ok, (error: unknown) => failed(String(error)))
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(deadline)
  }
}

function logVerdict(
  { queueId }: Enveloped,
  verdict: Verdict,
  { parts, started }: { readonly parts: AuthenticationParts; readonly started: number },
): void {
  parts.log.info({
    event: 'mail.authenticated',
    queueId,
    spf: verdict.spf,
    dkim:
      verdict.dkim
        .slice(0, maxSignaturesLogged)
        .map((each) => `${each.domain}:${each.result}`)
        .join(' ') || 'none',
    dmarc: verdict.dmarc,
    arc: verdict.arc,
    vouchedBy: verdict.vouchedBy,
    fromDomain: verdict.fromDomain,
    milliseconds: parts.clock.now() - started,
  })
}

// Our Authentication-Results field (RFC 8601), as mailauth words it, without its Received-SPF: one field says it all.
const start = `${authenticationResultsField}: `

/** Ends in CRLF. Values quote what strangers wrote: the field ends before the first line that is not a folded one. */
function authenticationResults(result: AuthenticateResult, authservId: string): string {
  const at = result.headers.indexOf(start)
  const lines = (at < 0 ? '' : result.headers.slice(at)).split(/\r?\n/)
  const end = lines.findIndex((line, index) => index > 0 && !/^[ \t]/.test(line))
  const field = end < 0 ? lines : lines.slice(0, end)
  const clean = field.every((line) => !/[\0\r]/.test(line))
  if (field.length < 2 || !clean) return `${start}${authservId}; none\r\n`
  return `${field.join('\r\n')}\r\n`
}
