import { expect, test } from 'vitest'
import { coversRole, permissionsOf } from '#identity/permissions.ts'

test.each([
  ['administrator', 'administrator', true],
  ['administrator', 'manager', true],
  ['manager', 'manager', true],
  ['manager', 'member', true],
  ['manager', 'auditor', false],
  ['manager', 'support', false],
  ['manager', 'administrator', false],
  ['support', 'administrator', false],
  ['auditor', 'support', false],
  ['auditor', 'manager', false],
] as const)('what %s may do covers %s → %s', (one, other, covered) => {
  expect(coversRole(permissionsOf(one), other)).toBe(covered)
})
