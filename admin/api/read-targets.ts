// Where an alias, a list or a forward is to lead: addresses that there are, of the same département.

import type { CommuneId } from '#core/directory.ts'
import type { EmailAddress } from '#core/email-address.ts'
import type { Transaction } from '#db/connection.ts'
import { findAddresses } from '#db/stores/addresses.ts'
import { departmentOf } from '#db/stores/communes.ts'
import { readAddresses } from './directory-address.ts'
import { Problem, wrongField } from './http/problem.ts'

export interface WrittenTargets {
  readonly texts: readonly string[]
  /** Of the list in the request. */
  readonly pointer: string
  /** What leads there, and so is no target. */
  readonly from: EmailAddress
}

/** Each once, in the order given. */
export async function readTargets(
  transaction: Transaction,
  commune: CommuneId,
  { texts, pointer, from }: WrittenTargets,
): Promise<readonly EmailAddress[] | Problem> {
  const targets = readAddresses(texts, pointer)
  if (targets instanceof Problem) return targets
  const known = await findAddresses(transaction, targets)
  const department = await departmentOf(transaction, commune)
  for (const [index, target] of targets.entries()) {
    if (target === from) return wrongField(`${pointer}/${index}`, 'loop', 'It would lead to itself.')
    if (known.get(target)?.department !== department)
      return wrongField(`${pointer}/${index}`, 'unknown', `There is no address ${target} here.`)
  }
  return targets
}
