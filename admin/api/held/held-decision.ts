// Deciding about held mail: left for the worker in the transaction of its row of the audit log. The ways to it: the panel,
// and the links of the daily letter.

import type { CommuneId } from '#core/address/directory.ts'
import type { HeldFor, HeldMessage } from '#db/stores/held/held-message.ts'
import { findPendingDecisions } from '#db/stores/held/pending-decisions.ts'
import { changedMeanwhile, Problem, wrongField } from '#http/problem.ts'
import type { Changing } from '../http/handler.ts'

type Decision =
  | { readonly kind: 'release'; readonly allowSender: boolean; readonly learn: boolean }
  | { readonly kind: 'delete' }

interface Chosen {
  readonly message: HeldMessage
  /** Null: for everybody in sight that it is held for. */
  readonly recipients: readonly string[] | null
  /** Where the recipients were named, for whoever named one too many. */
  readonly pointer: string
}

/** For whom it was decided. What was decided before stands, and a virus is never released. */
export async function leaveDecision(
  context: Pick<Changing, 'transaction' | 'audit' | 'ports'>,
  chosen: Chosen,
  decision: Decision,
): Promise<readonly HeldFor[] | Problem> {
  const { transaction, ports, audit } = context
  const { message } = chosen
  const meant = whoseOf(chosen)
  if (meant instanceof Problem) return meant
  if (decision.kind === 'release' && meant.some(({ reason }) => reason === 'virus'))
    return new Problem('virus-stays-held', 'A virus is released by the command line on the machine alone.')
  const pending = await findPendingDecisions(transaction, [message.queueId])
  const open = meant.filter(({ address, commune }) => {
    return pending.about({ queueId: message.queueId, commune: commune.id, recipient: address }) === null
  })
  if (open.length === 0) return changedMeanwhile(null)
  for (const [commune, addresses] of byCommune(open)) {
    const { queueId } = message
    const payload = { queueId, commune, recipients: [...addresses] }
    if (decision.kind === 'delete') await ports.jobs.enqueue(transaction, 'delete-held', { payload })
    else {
      const { allowSender, learn } = decision
      await ports.jobs.enqueue(transaction, 'release-held', { payload: { ...payload, allowSender, learn } })
    }
    const { kind, ...wishes } = decision
    await audit({
      action: `${kind}:held`,
      commune,
      entityId: queueId,
      entity: nameOf(message),
      after: { recipients: addresses, ...wishes },
    })
  }
  return open
}

function whoseOf({ message, recipients, pointer }: Chosen): readonly HeldFor[] | Problem {
  if (recipients === null) return message.recipients
  const wanted = recipients.map((each) => each.trim().toLowerCase())
  const known = new Set<string>(message.recipients.map(({ address }) => address))
  const strange = wanted.findIndex((each) => !known.has(each))
  if (strange >= 0)
    return wrongField(`${pointer}/${strange}`, 'not-held-for', 'It is not held for this address.')
  return message.recipients.filter(({ address }) => wanted.includes(address))
}

function byCommune(recipients: readonly HeldFor[]) {
  const communes = new Map<CommuneId, HeldFor['address'][]>()
  for (const { address, commune } of recipients)
    communes.set(commune.id, [...(communes.get(commune.id) ?? []), address])
  return communes
}

/** How a person would call a message of which nothing is to be quoted. */
export const nameOf = ({ author, reversePath }: Pick<HeldMessage, 'author' | 'reversePath'>): string =>
  author === '' ? (reversePath === '' ? '<>' : reversePath) : author
