// Where an alias, a list or a forward is to lead: addresses that there are, of the same département. Nobody of the
// département's team leads the mail of a commune to the département's own mailboxes: whoever runs the commune may.

import type { CommuneId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Transaction } from '#db/connection.ts'
import { findAddresses } from '#db/stores/addresses/addresses.ts'
import { departmentOf } from '#db/stores/communes/communes.ts'
import { Problem } from '#http/problem.ts'
import type { Actor } from '#identity/actor.ts'
import { readAddress } from './read-address.ts'

export interface WrittenTargets {
  readonly texts: readonly string[]
  /** Of the list in the request. */
  readonly pointer: string
  /** What leads there, and so is no target. */
  readonly from: EmailAddress
  /** Where it led before. */
  readonly before?: readonly EmailAddress[]
  readonly by: Pick<Actor, 'scope'>
}

/** Each once, in the order given; or of every one that cannot be used what is wrong with it. */
export async function readTargets(
  transaction: Transaction,
  commune: CommuneId,
  { texts, pointer, from, before = [], by }: WrittenTargets,
): Promise<readonly EmailAddress[] | Problem> {
  const read = texts.map((text) => readAddress(text))
  const targets = [...new Set(read.flatMap((each) => (each.ok ? [each.value] : [])))]
  const known = await findAddresses(transaction, targets)
  const department = await departmentOf(transaction, commune)
  const errors = read.flatMap((each, index) => {
    const at = `${pointer}/${index}`
    if (!each.ok) return [{ pointer: at, code: 'invalid-address', detail: each.error }]
    if (each.value === from) return [{ pointer: at, code: 'loop', detail: 'It would lead to itself.' }]
    const found = known.get(each.value)
    if (found?.department !== department)
      return [{ pointer: at, code: 'unknown', detail: `There is no address ${each.value} here.` }]
    const toTeam = found.tenantKind === 'department' && found.commune !== commune
    return toTeam && by.scope.kind === 'department' && !before.includes(each.value)
      ? [
          {
            pointer: at,
            code: 'to-department',
            detail: 'Only whoever runs the commune leads its mail there.',
          },
        ]
      : []
  })
  return errors.length === 0
    ? targets
    : new Problem('invalid-input', 'Some addresses cannot be used.', { errors })
}
