// The copies that a message becomes: recipients who get exactly the same octets share one. They differ by the junk field
// and by what was found for their commune.

import { type CarriedFindings, findingsField } from '#core/message/findings-field.ts'
import type { MessageContent } from '#core/message/message-content.ts'
import { junkField } from '#core/message/own-header-fields.ts'
import type { Secret } from '#core/secret.ts'
import { speaksFor } from '../proven-author.ts'
import { type Decided, type DecidedMailbox, type Decision, isOutgoing } from '../stages.ts'

export interface Copy {
  readonly content: MessageContent
  readonly decided: readonly DecidedMailbox[]
}

/** Read by the Sieve script that files into Junk; incoming fields of this name were removed. */
const junkMark = `${junkField.name}: ${junkField.value}\r\n`

/** Every mailbox is in exactly one copy; a held one gets the inbox's. */
export function copiesOf(mail: Decided, key: Secret): readonly Copy[] {
  const byFields = new Map<string, DecidedMailbox[]>()
  for (const decided of mail.decided) {
    if (isOutgoing(decided)) continue
    const fields = fieldsFor(mail, decided, key)
    const same = byFields.get(fields)
    if (same === undefined) byFields.set(fields, [decided])
    else same.push(decided)
  }
  return [...byFields].map(([fields, decided]) => ({
    decided,
    content: { head: Buffer.concat([Buffer.from(fields), mail.content.head]), body: mail.content.body },
  }))
}

function fieldsFor(mail: Decided, { target, decision }: DecidedMailbox, key: Secret): string {
  const { verdict, findings, queueId } = mail
  const carried: CarriedFindings = {
    queueId,
    authorDomain: verdict.fromDomain,
    authenticated: verdict.dmarc === 'pass' && verdict.author === 'judged',
    ...(decision.reason === 'sender-allowed' || speaksFor(verdict, verdict.fromDomain ?? '')
      ? { vouched: true }
      : {}),
    attachments: findings.attachments,
    suspicions: findings.suspicions.get(target.commune) ?? [],
  }
  return (isForJunk(decision) ? junkMark : '') + findingsField(carried, key)
}

/** Now, or when it is tried again. */
const isForJunk = (decision: Decision): boolean =>
  decision.kind === 'junk' || (decision.kind === 'defer' && decision.later.kind === 'junk')
