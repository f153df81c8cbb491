import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dmarcRejected, spamRefused, temporaryFailure } from '#core/smtp/smtp-reply.ts'
import { combinedReply, type DeliveryAttempt } from '#mail/inbound/delivery/combined-reply.ts'

const retryAt = new Date(0)

function settle(attempts: readonly DeliveryAttempt[]) {
  const { reply, settled } = combinedReply(
    attempts.map((attempt) => ({ attempt })),
    retryAt,
  )
  return { reply, outcomes: settled.map(({ outcome }) => outcome) }
}

const full = { code: 552, enhanced: '5.2.2', text: 'full' }
const gone = { code: 550, enhanced: '5.1.1', text: 'gone' }
const busy = { code: 450, enhanced: '4.2.0', text: 'busy' }
const ok = { code: 250, enhanced: '2.0.0', text: 'saved' }

const delivered: DeliveryAttempt = { kind: 'delivered', reply: ok }
const hold: DeliveryAttempt = { kind: 'hold', reason: 'dmarc-quarantine' }
const spam: DeliveryAttempt = {
  kind: 'not-delivered',
  reply: spamRefused,
  reason: 'spam-score',
}
const spoof: DeliveryAttempt = {
  kind: 'not-delivered',
  reply: dmarcRejected,
  reason: 'dmarc-reject',
}
const grey: DeliveryAttempt = { kind: 'not-delivered', reply: busy, reason: 'spam-score' }
const soft: DeliveryAttempt = { kind: 'not-delivered', reply: busy, reason: 'delivery-deferred' }
const silent: DeliveryAttempt = {
  kind: 'not-delivered',
  reply: temporaryFailure,
  reason: 'delivery-deferred',
}
const hard: DeliveryAttempt = { kind: 'not-delivered', reply: gone, reason: 'delivery-refused' }
const noRoom: DeliveryAttempt = { kind: 'not-delivered', reply: full, reason: 'mailbox-full' }

test.each<[string, DeliveryAttempt[], number, string[]]>([
  ['delivered', [delivered], 250, ['delivered']],
  ['delivered, delivered', [delivered, delivered], 250, ['delivered', 'delivered']],
  ['hold', [hold], 250, ['held']],
  ['hold, delivered', [hold, delivered], 250, ['held', 'delivered']],
  ['refused by policy', [spam], 550, ['refused']],
  ['refused by policy twice, the same', [spam, spam], 550, ['refused', 'refused']],
  ['refused by policy twice, differently', [spoof, spam], 550, ['refused', 'refused']],
  ['deferred by policy', [grey], 450, ['deferred']],
  ['deferred by LMTP', [soft], 450, ['deferred']],
  ['deferred by LMTP twice, differently', [silent, soft], 451, ['deferred', 'deferred']],
  ['refused by LMTP', [hard], 550, ['refused']],
  ['full', [noRoom], 552, ['refused']],
  ['full, delivered', [noRoom, delivered], 250, ['waiting', 'delivered']],
  ['full, hold', [noRoom, hold], 250, ['waiting', 'held']],
  ['full and deferred', [noRoom, soft], 451, ['refused', 'deferred']],
  ['refused by LMTP and by policy', [hard, spam], 550, ['refused', 'refused']],
  ['refused and deferred', [hard, soft], 451, ['refused', 'deferred']],
  ['refused by policy and deferred', [spam, silent], 451, ['refused', 'deferred']],
  ['delivered, refused by policy', [delivered, spam], 250, ['delivered', 'held']],
  ['delivered, deferred by policy', [delivered, grey], 250, ['delivered', 'waiting']],
  ['delivered, deferred by LMTP', [delivered, soft], 250, ['delivered', 'waiting']],
  ['delivered, refused by LMTP', [delivered, hard], 250, ['delivered', 'held']],
  ['hold, refused by policy', [hold, spam], 250, ['held', 'held']],
  ['hold, deferred by LMTP', [hold, soft], 250, ['held', 'waiting']],
  ['hold, refused by LMTP', [hold, hard], 250, ['held', 'held']],
  ['all kinds', [delivered, hold, spam, soft, hard], 250, ['delivered', 'held', 'held', 'waiting', 'held']],
])('%s → %i', (_name, attempts, code, kinds) => {
  const { reply, outcomes } = settle(attempts)
  expect(reply?.code ?? 250).toBe(code)
  expect(outcomes.map((outcome) => outcome.kind)).toEqual(kinds)
})

test('any attempts → 250 exactly when nobody is left to the sender', () => {
  const any = fc.array(fc.constantFrom(delivered, hold, spam, spoof, grey, soft, silent, hard, noRoom), {
    minLength: 1,
  })
  fc.assert(
    fc.property(any, (attempts) => {
      const { reply, outcomes } = settle(attempts)
      const left = outcomes.filter(({ kind }) => kind === 'refused' || kind === 'deferred').length
      expect(outcomes).toHaveLength(attempts.length)
      expect(left).toBe(reply === null ? 0 : attempts.length)
    }),
  )
})
