import { expect, test } from 'vitest'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import { systemClock as clock } from '#core/clock.ts'
import type { Event } from '#core/event.ts'
import { bodyInMemory } from '#core/message/message-content.ts'
import type { PolicyBook } from '#core/policies/commune-policy.ts'
import { failed, ok } from '#core/result.ts'
import type { FindLeaks } from '#mail/dlp/pre-send-check.ts'
import { defaultLeakPolicy } from '#mail/dlp/rules/default-rules.ts'
import { address, domainName } from '#test/support/database/commune.ts'
import { checkLeaks } from '#webmail/api/writing/check-leaks.ts'

const box = { id: 'm' as MailboxId, commune: 'c' as CommuneId }
const content = { head: Buffer.from('Subject: x\r\n\r\n'), body: bodyInMemory(Buffer.from('y\r\n')) }
const book: PolicyBook = {
  departmentName: 'Côte-d’Or',
  hostedDomains: new Set([domainName('saulieu.test')]),
  mainDomains: new Map(),
  of: () => {
    throw new Error('nothing is sent on here')
  },
}

async function asked(findLeaks: FindLeaks, recipient: string) {
  const warned: Event[] = []
  const warn = (event: Event) => void warned.push(event)
  const writing = {
    leakPolicies: { of: async () => defaultLeakPolicy },
    policies: { book: async () => book },
    directory: { resolve: async () => ({ kind: 'unknown' as const }) },
    findLeaks,
  }
  const message = { content, recipients: [address(recipient)] }
  const log = { info: warn, warn, error: warn }
  return { answer: await checkLeaks(message, box, { writing, clock, log }), warned }
}

const oneNumber: FindLeaks = async () => ok([{ kind: 'nir', count: 1, where: { part: 'body' } }])

test('nobody could look into it in time → said so, and never nothing found', async () => {
  const { answer, warned } = await asked(async () => failed('no free thread in time'), 'a@ailleurs.test')
  expect(answer).toMatchObject({ ok: false, error: { code: 'not-looked-into' } })
  expect(warned).toMatchObject([{ component: 'leak-finder', cause: 'no free thread in time' }])
})

test('the same number → to the outside asked why, among us told', async () => {
  expect((await asked(oneNumber, 'a@ailleurs.test')).answer).toMatchObject({
    ok: true,
    value: [{ action: 'justify' }],
  })
  expect((await asked(oneNumber, 'a@saulieu.test')).answer).toMatchObject({
    ok: true,
    value: [{ action: 'warn' }],
  })
})
