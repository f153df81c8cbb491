import { expect, test } from 'vitest'
import { stageOf } from '#admin/client/commune/stage.ts'

test.each([
  [[], 0, null, 'domain'],
  [['saulieu.fr'], 0, null, 'mailboxes'],
  [['saulieu.fr'], 3, null, 'open'],
  [['saulieu.fr'], 3, '2026-11-24T06:02:00.000Z', 'suspended'],
] as const)('domains %j, %i mailboxes, suspended %j → %s', (domains, mailboxes, suspendedAt, stage) => {
  expect(stageOf({ domains: [...domains], mailboxes, suspendedAt })).toBe(stage)
})
