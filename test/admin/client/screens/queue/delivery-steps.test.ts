import { expect, test } from 'vitest'
import { deliverySteps } from '#admin/client/screens/queue/delivery-steps.ts'
import type { DeliveryView } from '#admin/client/screens/queue/queue-view.ts'
import {
  decisionsAmongOthers,
  decisionsFor,
  isOfDepartment,
} from '#admin/client/screens/queue/use-decisions.ts'
import { words } from '#admin/client/words/fr.ts'
import { replyKindTexts } from '#core/smtp/reply-kind-text.ts'

const at = (minute: number) => `2026-11-25T09:${String(minute).padStart(2, '0')}:00.000Z`
const attempt = (given: Partial<DeliveryView['history'][number]>): DeliveryView['history'][number] => ({
  ...{ at: at(1), milliseconds: 1_480, host: 'mx.one.test', address: '192.0.2.25', tls: 'TLSv1.3' },
  ...{ delivered: 0, failed: 0, deferred: 0, kind: 'accepted', reply: '250 ok' },
  ...given,
})
const delivery = (given: Partial<DeliveryView>): DeliveryView => ({
  ...{ destination: 'one.test', state: 'waiting', heldFor: null, trying: false, paused: false },
  ...{
    attempts: 1,
    nextAttemptAt: at(31),
    expiresAt: at(59),
    recipientCount: 2,
    recipients: [],
    history: [],
  },
  ...given,
})
const steps = (given: Partial<DeliveryView>) =>
  deliverySteps(delivery(given), at(0), {
    words: words.queue.steps,
    sentences: (kind) => replyKindTexts.fr[kind],
    seconds: (value) => value.toFixed(1).replace('.', ','),
  })

test('deferred, then delivered to one and refused for another → in the order it happened, what can be done where it failed', () => {
  const history = [
    attempt({ at: at(2), delivered: 1, failed: 1, kind: 'unknown-recipient', reply: '550 5.1.1 unknown' }),
    attempt({ at: at(1), deferred: 2, kind: 'greylisted', reply: '451 later', tls: '' }),
  ]
  expect(steps({ history })).toEqual([
    { at: at(0), title: 'Confié au service', text: '', mark: 'ok', reply: null, technical: [] },
    {
      ...{ at: at(1), title: 'Pas encore accepté', mark: 'wait', reply: '451 later' },
      text: 'Le serveur du destinataire fait attendre les premiers messages d’un nouvel expéditeur.',
      technical: ['mx.one.test (192.0.2.25), sans chiffrement', '1,5 s'],
    },
    {
      ...{ at: at(2), title: '1 remis, 1 refusé', mark: 'bad', reply: '550 5.1.1 unknown' },
      text: 'Cette adresse n’existe pas chez le destinataire. Vérifiez l’orthographe de l’adresse ou demandez-la de nouveau à votre correspondant.',
      technical: ['mx.one.test (192.0.2.25), chiffré (TLS 1.3), certificat non vérifié', '1,5 s'],
    },
    {
      ...{ at: at(31), title: 'Prochain essai', text: 'Un essai jusqu’ici.', mark: 'wait' },
      ...{ reply: null, technical: [] },
    },
  ])
})

test('nobody reached → no server is named; held, or at a server now → no next try is promised', () => {
  const unreached = attempt({ deferred: 1, kind: 'unreachable', host: null, address: null, reply: '' })
  expect(steps({ history: [unreached], nextAttemptAt: null, state: 'held' }).at(-1)).toMatchObject({
    ...{ title: 'Pas encore accepté', reply: null, technical: [] },
  })
  expect(steps({ trying: true })).toHaveLength(1)
})

test('delivered to all → how many, and no sentence about it', () => {
  expect(steps({ history: [attempt({ delivered: 2 })], nextAttemptAt: null })[1]).toMatchObject({
    ...{ title: 'Remis à 2 destinataires', text: '', mark: 'ok' },
  })
})

test.each([
  [{}, ['retry', 'hold', 'delete']],
  [{ trying: true }, ['hold']],
  [{ paused: true }, ['hold', 'delete']],
  [{ state: 'held', heldFor: 'person' }, ['release', 'delete']],
  [{ state: 'held', heldFor: 'poison' }, ['release', 'delete']],
  [{ state: 'held', heldFor: 'approval' }, ['approve', 'delete']],
  [{ state: 'done' }, []],
] as const)('what may be decided about %j → %j', (given, decisions) => {
  expect(decisionsFor(delivery(given))).toEqual(decisions)
})

test.each([
  ['release', 'person', false, false],
  ['release', 'person', true, true],
  ['release', 'poison', false, true],
  ['release', 'stop', false, true],
  ['delete', 'poison', true, false],
  ['approve', 'approval', false, false],
  ['approve', 'approval', true, true],
] as const)(
  '%s of what is held as %s, stopped: %s → the département’s alone: %s',
  (decision, heldFor, stopped, expected) => {
    expect(isOfDepartment(decision, delivery({ heldFor }), stopped)).toBe(expected)
  },
)

test.each([
  [{ state: 'held', heldFor: 'approval' }, true, []],
  [{ state: 'held', heldFor: 'stop' }, false, ['delete']],
  [{ state: 'held', heldFor: 'stop' }, true, ['release', 'delete']],
  [{ state: 'held', heldFor: 'person', sendingStopped: true }, false, ['delete']],
  [{ trying: true }, false, ['hold']],
] as const)('%o among others, of the département: %s → %o', (given, all, decisions) => {
  const waiting = { state: 'waiting', heldFor: null, trying: false, paused: false } as const
  const row = { ...waiting, sendingStopped: false, ...given }
  expect(decisionsAmongOthers(row, all)).toEqual(decisions)
})
