// What a message would give away, asked before it leaves as the submission will ask it: of the same function, about the same octets.

import type { EmailAddress } from '#core/address/email-address.ts'
import type { MessageContent } from '#core/message/message-content.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { AccessibleMailbox } from '#db/stores/mailboxes/accessible-mailboxes.ts'
import { Problem } from '#http/problem.ts'
import { forwardTargetsIn } from '#mail/dlp/forward-targets.ts'
import { preSendCheck } from '#mail/dlp/pre-send-check.ts'
import type { Ports } from '../ports.ts'
import { leakQuestion, type SendingQuestion } from './sending-questions.ts'
import type { WritingPorts } from './writing-ports.ts'

interface Message {
  readonly content: MessageContent
  readonly recipients: readonly EmailAddress[]
}

type Asked = Pick<Ports, 'clock' | 'log'> & {
  readonly writing: Pick<WritingPorts, 'leakPolicies' | 'policies' | 'directory' | 'findLeaks'>
}

/** For the turn; what is being read by then has its own time. */
const turnMilliseconds = 15_000

/** A problem where nobody could look into it: then it does not leave. */
export async function checkLeaks(
  message: Message,
  box: Pick<AccessibleMailbox, 'id' | 'commune'>,
  { writing, clock, log }: Asked,
): Promise<Result<readonly SendingQuestion[], Problem>> {
  const { leakPolicies, policies, directory, findLeaks } = writing
  const [{ rules, partners }, { hostedDomains }] = await Promise.all([
    leakPolicies.of(box.commune),
    policies.book(),
  ])
  const request = { mailbox: box.id, deadline: AbortSignal.timeout(turnMilliseconds) }
  const answer = await preSendCheck(
    { ...message, request },
    { rules, known: { inside: hostedDomains, partners } },
    { findLeaks, forwardedTo: forwardTargetsIn({ directory, policies, clock }) },
  )
  if (!answer.ok) {
    log.warn({ event: 'component.unavailable', component: 'leak-finder', cause: answer.error })
    return failed(
      new Problem('not-looked-into', 'Nobody could look into the message in time; it was not sent.'),
    )
  }
  const question = leakQuestion(answer.value.findings, answer.value.decision)
  return ok(question === null ? [] : [question])
}
