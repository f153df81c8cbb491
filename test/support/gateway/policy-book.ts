// The policies of one invented commune, changed where a test wants it otherwise.

import type { CommuneId } from '#core/address/directory.ts'
import type { Domain } from '#core/address/email-address.ts'
import type { CommunePolicy, PolicyBook } from '#core/policies/commune-policy.ts'
import { readSenderRule, type SenderRule, type WrittenRule } from '#core/policies/sender-rule.ts'
import { testPolicy } from './test-policy.ts'

export function policyOf(commune: string, changes: Partial<CommunePolicy> = {}): CommunePolicy {
  return {
    commune: commune as CommuneId,
    name: 'Saulieu',
    ...testPolicy,
    rules: [[], []],
    protectedNames: [],
    ...changes,
  }
}

/** Communes that are not named have the policy of `policyOf`. */
export function policyBook(
  policies: readonly CommunePolicy[] = [],
  changes: Partial<Omit<PolicyBook, 'of'>> = {},
): PolicyBook {
  return {
    departmentName: 'Côte-d’Or',
    hostedDomains: new Set(['ours.test' as Domain]),
    mainDomains: new Map(),
    ...changes,
    of: (commune) => policies.find((policy) => policy.commune === commune) ?? policyOf(commune),
  }
}

export function senderRule(
  effect: WrittenRule['effect'],
  kind: WrittenRule['kind'],
  value: string,
): SenderRule {
  const rule = readSenderRule({ kind, value, effect })
  if (rule === null) throw new Error(`${value} is no ${kind}`)
  return rule
}
