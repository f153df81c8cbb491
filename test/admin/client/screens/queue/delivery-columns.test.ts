import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { deliveryColumns } from '#admin/client/screens/queue/delivery-columns.tsx'
import type { QueueRow } from '#admin/client/screens/queue/queue-view.ts'
import { words } from '#admin/client/words/fr.ts'
import { WordsProvider } from '#admin/client/words/words.tsx'

const row: QueueRow = {
  ...{
    queueId: '01M896AVGXSDX12JGA0J1KCZKV',
    destination: 'one.test',
    commune: { id: 'c', name: 'Saulieu' },
  },
  ...{ origin: 'submission', reversePath: 'mairie@mairie-saulieu.test', bytes: 1, attempts: 0, kind: null },
  ...{
    recipients: ['marie@one.test'],
    recipientCount: 1,
    trying: false,
    paused: false,
    sendingStopped: false,
  },
  ...{ acceptedAt: '2026-11-25T09:00:00Z', nextAttemptAt: null, expiresAt: '2026-11-30T09:00:00Z' },
  ...{ state: 'held', heldFor: 'person' },
}

function stateOf(given: Partial<QueueRow>, manager: boolean): string {
  const sentences = () => ({ happened: '', advice: '' })
  const column = deliveryColumns({ words, sentences, several: false, manager }).find(
    ({ id }) => id === 'state',
  )
  const shown = renderToStaticMarkup(
    createElement(WordsProvider, { words, children: column?.cell({ ...row, ...given }) }),
  )
  return shown
    .replace(/<svg.*?<\/svg>/g, '')
    .replace(/<[^>]+>/g, '|')
    .replace(/\|+/g, '|')
}

test.each([
  [{}, '|Retenu|Quelqu’un l’a retenu.|'],
  [{ sendingStopped: true }, '|Retenu|Quelqu’un l’a retenu. Le Département décide.|'],
  [
    { heldFor: 'stop', sendingStopped: true },
    '|Retenu|L’envoi de la boîte est suspendu. Le Département décide.|',
  ],
  [{ heldFor: 'poison' }, '|Mis de côté|Trois essais coupés net. Le Département décide.|'],
  [{ heldFor: 'approval' }, '|À approuver|Ce qu’il contient demande un accord.|'],
  [
    { heldFor: 'approval', sendingStopped: true },
    '|À approuver|Ce qu’il contient demande un accord. Le Département décide.|',
  ],
  [{ state: 'waiting', heldFor: null }, '|En attente|'],
] as const)('held in the list of a manager: %o → %s', (given, text) => {
  expect(stateOf(given, true)).toBe(text)
})

test('held in the list of whoever decides → the reason alone', () => {
  expect(stateOf({ heldFor: 'stop', sendingStopped: true }, false)).toBe(
    '|Retenu|L’envoi de la boîte est suspendu.|',
  )
})
