// Whether a message may leave, asked before anybody hears 250: what the sender may still send, what a virus scanner and the
// spam filter say of it, and whether it gives away what the law protects. Whatever cannot be asked now means later.

import type { EmailAddress } from '#core/address/email-address.ts'
import type { MessageContent } from '#core/message/message-content.ts'
import type { Policies } from '#core/policies/commune-policy.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { isTemporary, spamRefused, temporaryFailure, unscannable, virusFound } from '#core/smtp/smtp-reply.ts'
import type { ScanAnswer as VirusAnswer } from '#daemons/clamd/scan-answer.ts'
import type { SpamScore } from '#daemons/rspamd/scan-answer.ts'
import type { SentScanRequest } from '#daemons/rspamd/scan-request.ts'
import { spamTestSymbol } from '#daemons/rspamd/spam-test-symbol.ts'
import type { Checked, Cleaned, Stopped } from '../stages.ts'
import type { Allowance } from './allowance.ts'
import { checkLeaks, type LeakCheckParts } from './check-leaks.ts'

export interface CheckParts extends LeakCheckParts {
  readonly allowance: Allowance
  readonly scanForSpam: (
    message: MessageContent,
    about: SentScanRequest,
    deadline: AbortSignal,
  ) => Promise<Result<SpamScore, string>>
  readonly scanForVirus: (
    message: MessageContent,
    about: { readonly client: string; readonly deadline: AbortSignal },
  ) => Promise<Result<VirusAnswer, string>>
  readonly policies: Policies
  /** For the virus scanner, the spam filter and the turn of whoever looks for leaks together. */
  readonly timeoutMilliseconds: number
}

export async function check(mail: Cleaned, parts: CheckParts): Promise<Result<Checked, Stopped>> {
  const allowed = await parts.allowance.ask(mail)
  if (!allowed.ok) return failed({ reply: allowed.error, reason: 'sending-limit' })
  const giveBack = allowed.value
  const looked = await lookedInto(mail, parts).catch(async (error: unknown) => {
    await giveBack('all')
    throw error
  })
  if (!looked.ok && isTemporary(looked.error.reply)) await giveBack('all')
  else if (!looked.ok && looked.error.reason === 'leak') await giveBack('strangers')
  return looked
}

async function lookedInto(mail: Cleaned, parts: CheckParts): Promise<Result<Checked, Stopped>> {
  const deadline = AbortSignal.timeout(parts.timeoutMilliseconds)
  const refused = await scanned(mail, parts, deadline)
  if (refused !== null) return failed(refused)
  const leaks = await checkLeaks(mail, parts, deadline)
  return leaks.ok ? ok({ ...mail, ...leaks.value, '~stage': 'checks' }) : leaks
}

async function scanned(mail: Cleaned, parts: CheckParts, deadline: AbortSignal): Promise<Stopped | null> {
  const { content, session, queueId } = mail
  const [virus, spam, book] = await Promise.all([
    parts.scanForVirus(content, { client: session.address, deadline }),
    parts.scanForSpam(content, aboutOf(mail), deadline),
    parts.policies.book(),
  ])
  const unavailable = (component: 'clamd' | 'rspamd', cause: string): Stopped => {
    parts.log.warn({ event: 'component.unavailable', component, cause, queueId })
    return {
      reply: temporaryFailure,
      reason: component === 'clamd' ? 'scanner-unavailable' : 'filter-unavailable',
    }
  }
  if (!virus.ok) return unavailable('clamd', virus.error)
  if (!spam.ok) return unavailable('rspamd', spam.error)
  const name = virus.value.kind === 'virus' ? virus.value.name : null
  parts.log.info({ event: 'submission.scanned', queueId, score: spam.value.score, virus: name })
  if (virus.value.kind === 'virus') return { reply: virusFound, reason: 'virus' }
  if (virus.value.kind === 'unscannable') return { reply: unscannable, reason: 'unscannable' }
  if (virus.value.kind === 'unfinished') return unavailable('clamd', 'took too long')
  const { score, symbols } = spam.value
  const { refuseAt } = book.of(mail.sender.commune)
  const isSpam = spamTestSymbol in symbols || score >= refuseAt
  return isSpam ? { reply: spamRefused, reason: 'spam-score' } : null
}

const aboutOf = ({ queueId, reversePath, recipients }: Cleaned): SentScanRequest => ({
  queueId,
  from: reversePath,
  recipients: recipients.map(({ address }): EmailAddress => address),
})
