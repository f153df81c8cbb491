// Outgoing mail, its destinations, what was not delivered and who is not written to, as tables for a spreadsheet: never a
// subject, never what a message says.

import { localDestination } from '#core/queue/queued-mail.ts'
import type { ReplyKind } from '#core/smtp/delivery-attempt.ts'
import { replyKindTexts } from '#core/smtp/reply-kind-text.ts'
import { type BounceFilter, findBouncePage } from '#db/stores/deliverability/bounces.ts'
import { findSuppressedPage, type SuppressedFilter } from '#db/stores/deliverability/suppressed-addresses.ts'
import { type DestinationFilter, findDestinationPage } from '#db/stores/queue/destinations.ts'
import { findDeliveryPage, type QueuedDelivery, type QueueFilter } from '#db/stores/queue/find-queue.ts'
import type { FileGiven } from '#http/answer.ts'
import { csvTable, dated, mostOfLog, yes } from '../http/csv-table.ts'
import type { Reading } from '../http/handler.ts'

const queueHeader = [
  ...['accepte_le', 'reference', 'expediteur', 'commune', 'destination', 'destinataires', 'nombre'],
  ...['etat', 'essais', 'prochain_essai', 'abandonne_le', 'derniere_reponse', 'octets'],
]
const stateWords = { waiting: 'en attente', held: 'retenu' } as const
const heldWords = {
  ...{ approval: 'à approuver', person: 'retenu', poison: 'mis de côté' },
  stop: 'retenu (envoi de la boîte suspendu)',
} as const

export const exportQueue = ({ actor, database, ports }: Reading, filter: QueueFilter): Promise<FileGiven> =>
  csvTable(dated('file-attente', ports.clock), queueHeader, {
    page: (wish) => findDeliveryPage(database, actor.scope, { ...filter, ...wish }),
    cells: (row) => [
      ...[row.acceptedAt, row.queueId, row.reversePath, row.commune.name, placeOf(row.destination)],
      ...[row.recipients.join(' '), row.recipientCount],
      stateOf(row),
      ...[row.attempts, row.nextAttemptAt, row.expiresAt, said(row.kind), row.bytes],
    ],
    most: mostOfLog,
  })

const stateOf = ({ state, heldFor }: QueuedDelivery): string =>
  heldFor === null ? stateWords[state] : heldWords[heldFor]

const destinationHeader = [
  ...['destination', 'en_attente', 'retenus', 'plus_ancien', 'suspendue', 'motif', 'jusqu_au'],
  ...['en_difficulte_depuis', 'derniere_reponse'],
]

export const exportDestinations = (
  { actor, database, ports }: Reading,
  filter: DestinationFilter,
): Promise<FileGiven> =>
  csvTable(dated('destinations', ports.clock), destinationHeader, {
    page: (wish) => findDestinationPage(database, actor.scope, { ...filter, ...wish }),
    cells: ({ destination, waiting, held, oldestAt, paused, trouble }) => [
      ...[placeOf(destination), waiting, held, oldestAt, yes(paused !== null), paused?.reason, paused?.until],
      ...[trouble?.since, said(trouble?.kind ?? null)],
    ],
  })

const bounceHeader = [
  'destination',
  'motif',
  'motif (code)',
  'nombre',
  'dernier_jour',
  'domaines',
  'exemples',
]

export const exportBounces = (
  { actor, database, ports }: Reading,
  filter: BounceFilter,
): Promise<FileGiven> =>
  csvTable(dated('echecs-de-remise', ports.clock), bounceHeader, {
    page: (wish) => findBouncePage(database, actor.scope, { ...filter, ...wish }),
    cells: ({ destination, kind, count, lastDay, domainCount, domains }) => [
      ...[placeOf(destination), said(kind), kind, count, lastDay, domainCount],
      domains.map(({ name }) => name).join(' '),
    ],
  })

export const exportSuppressed = (
  { database, ports }: Reading,
  filter: SuppressedFilter,
): Promise<FileGiven> =>
  csvTable(dated('adresses-ecartees', ports.clock), ['adresse', 'depuis', 'jusqu_au', 'reponse_exacte'], {
    page: (wish) => findSuppressedPage(database, { ...filter, ...wish }),
    cells: ({ address, since, until, reply }) => [address, since, until, reply],
  })

const said = (kind: ReplyKind | null): string | null =>
  kind === null ? null : replyKindTexts.fr[kind].happened

const placeOf = (destination: string): string =>
  destination === localDestination ? 'nos boîtes' : destination
