// From what a server of others said to what it means, by the rules of remote-replies.ts.

import type { RecipientAnswer, ReplyKind } from '#core/smtp/delivery-attempt.ts'
import { ofAddress, type ReplyRule, replyRules } from './remote-replies.ts'
import type { RemoteReply } from './remote-reply.ts'

export const classifyReply = (reply: RemoteReply): ReplyKind => ruleFor(reply)?.kind ?? 'permanent'

/** The first that fits. */
export function ruleFor({ code, enhanced, lines }: RemoteReply): ReplyRule | undefined {
  const words = lines.join(' ')
  const detail = enhanced?.slice(2) ?? ''
  return replyRules.find(
    (rule) =>
      (rule.code?.test(String(code)) ?? true) &&
      (rule.enhanced?.test(detail) ?? true) &&
      (rule.says?.test(words) ?? true) &&
      !(rule.unless?.test(words) ?? false),
  )
}

/** Whether its enhanced code, where it has one, says that the mailbox does not exist (RFC 3463 §3.2, RFC 7505 §4.2). */
export const isOfAddress = ({ enhanced }: RemoteReply): boolean => ofAddress.test(enhanced?.slice(2) ?? '')

/** RFC 5321 §4.2.1: the first digit alone says whether the same message may be offered again. */
export function outcomeOf({ code }: RemoteReply): RecipientAnswer['outcome'] {
  if (code >= 200 && code < 300) return 'delivered'
  return code >= 500 ? 'failed' : 'deferred'
}
