// Which copies a message becomes, and the policy of a commune that the book does not name.

import { expect, test } from 'vitest'
import type { CommuneId } from '#core/address/directory.ts'
import { readFindingsField } from '#core/message/findings-field.ts'
import { Secret } from '#core/secret.ts'
import { scored } from '#test/support/daemons/fake-rspamd.ts'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { policyBook, policyOf } from '#test/support/gateway/policy-book.ts'
import { dovecotSays, macroTo, message, strict, withMacro } from '#test/support/gateway/several-communes.ts'

test('one commune knows the author, the other does not → a copy each, with its own findings', async () => {
  await using run = await gatewayUnderTest()
  await run.deliver(message, ['a@c1.test'])
  const reply = await run.deliver(message, ['a@c1.test', 'b@c1.test', 'a@c2.test'])
  const [, ...copies] = run.lmtp.delivered
  expect(run.lmtp.bodies).toBe(3)
  const suspicions = copies.map(({ recipient, message: copy }) => {
    const field = /^X-Vaguemestre-Findings:(.*?)\r\n(?!\t)/ms.exec(copy)?.[1] ?? ''
    const carried = readFindingsField(field, reply.slice(-26), new Secret('findings-test-key'))
    return `${recipient} ${carried?.suspicions.map(({ mark }) => mark).join() ?? 'unreadable'}`
  })
  expect(suspicions.sort()).toEqual(['a@c1.test ', 'a@c2.test first-contact', 'b@c1.test '])
})

test('held for one and waiting for another as different copies → two rows, one id in the trace', async () => {
  await using run = await gatewayUnderTest()
  run.rspamd.answer = withMacro
  run.book = policyBook([policyOf('c-1', macroTo('hold')), policyOf('c-2', macroTo('junk'))])
  dovecotSays('451 4.2.0 busy', 'a@c2.test')(run)
  const id = (await run.deliver(message, ['a@c1.test', 'a@c2.test'])).slice(-26)
  expect(run.kept.map(({ queueId, receivedAs }) => receivedAs ?? queueId)).toEqual([id, id])
  expect(new Set(run.kept.map(({ queueId }) => queueId)).size).toBe(2)
  expect(run.traced.map(({ queueId }) => queueId)).toEqual([id, id])
})

test('a commune that the book does not name → the département’s own policy', async () => {
  await using run = await gatewayUnderTest()
  const book = policyBook([])
  run.book = { ...book, of: (id) => (id === ('c-2' as CommuneId) ? book.of(id) : policyOf('c-0', strict)) }
  run.rspamd.answer = scored(5)
  await run.deliver(message, ['a@c3.test', 'a@c2.test'])
  expect(run.traced.map(({ outcome }) => outcome)).toEqual(['held', 'delivered'])
})
