// A digest with one message of each kind, for the tests of its two forms.

import type { HeldAction } from '#core/held/held-link.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import type { Digest, DigestEntry } from '#worker/digest/digest.ts'

const at = (text: string): Date => new Date(text)

export const entry = (more: Partial<DigestEntry> = {}): DigestEntry => ({
  queueId: '01KAXT0000ABCDEFGHJKMNPQRS' as QueueId,
  recipient: mairie,
  senderName: 'Étienne Bonnard',
  senderAddress: 'compta@bonnard-travaux.test',
  subject: 'Facture n° 2026-118, travaux de l’école',
  since: at('2026-11-24T13:12:00Z'),
  reason: 'attachment',
  bytes: 1_258_291,
  deletedAt: at('2026-12-24T13:12:00Z'),
  actions: actions('release', 'delete'),
  ...more,
})

const actions = (...names: readonly HeldAction[]) =>
  names.map((action) => ({ action, url: `https://courrier.cotedor.test/retenu/v1.${action}.x` }))

const virus = entry({
  queueId: '01KAXT0001ABCDEFGHJKMNPQRS' as QueueId,
  ...{ recipient: claire, senderName: '', senderAddress: 'ups@livraison.test', subject: '', reason: 'virus' },
  ...{ bytes: 48_211, actions: actions('delete') },
})

const spam = entry({
  queueId: '01KAXT0002ABCDEFGHJKMNPQRS' as QueueId,
  ...{
    senderName: 'Salon des maires',
    senderAddress: 'contact@salon.test',
    reason: 'spam-score',
    bytes: 300,
  },
  ...{ subject: 'Votre badge', actions: actions('release', 'trust', 'delete') },
  ...{ since: at('2026-10-28T06:05:00Z'), deletedAt: at('2026-11-27T06:05:00Z') },
})

export const linkedDigest: Digest = {
  name: 'Claire Garnier',
  department: 'Côte-d’Or',
  fresh: { shown: [entry(), virus], more: 0 },
  soon: { shown: [spam], more: 0 },
  linked: true,
}

const unlinked = (one: DigestEntry): DigestEntry => ({
  ...one,
  actions: one.actions.map(({ action }) => ({ action, url: null })),
})

export const unlinkedDigest: Digest = {
  name: null,
  department: 'Côte-d’Or',
  fresh: { shown: [unlinked(entry())], more: 12 },
  soon: { shown: [], more: 0 },
  linked: false,
}
