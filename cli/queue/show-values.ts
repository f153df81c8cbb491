// Outgoing mail at a terminal. What servers and senders wrote is made harmless first.

import { singleLine } from '#core/message/single-line.ts'
import { leakKindText } from '#core/policies/leak-text.ts'
import { replyKindTexts } from '#core/smtp/reply-kind-text.ts'
import type { QueuedDelivery } from '#db/stores/queue/find-queue.ts'
import type {
  QueuedMessage,
  ShownAttempt,
  ShownDelivery,
  ShownRecipient,
} from '#db/stores/queue/queued-message.ts'
import { showBytes, showInstant } from '../held/show-values.ts'
import { showProtection } from '../show-protection.ts'
import { table } from '../terminal.ts'

const heldTexts = {
  approval: 'held, waits for approval',
  person: 'held by somebody',
  poison: 'set aside after three tries without an end',
  stop: 'held, the sending of its mailbox is suspended',
} as const

type Standing = Pick<ShownDelivery, 'heldFor' | 'trying' | 'paused' | 'state'>

function standing({ state, heldFor, trying, paused }: Standing): string {
  if (state === 'done') return 'done'
  if (heldFor !== null) return heldTexts[heldFor]
  if (trying) return 'being tried'
  return paused ? 'waiting, destination paused' : 'waiting'
}

export const queueTable = (rows: readonly QueuedDelivery[]): string =>
  table([
    ['ID', 'TAKEN', 'COMMUNE', 'FROM', 'TO', 'STATE', 'NEXT TRY', 'LAST ANSWER'],
    ...rows.map((row) => [
      ...[row.queueId, showInstant(row.acceptedAt), row.commune.name, senderOf(row)],
      ...[toWhom(row), standing(row)],
      row.nextAttemptAt === null ? '' : showInstant(row.nextAttemptAt),
      row.kind ?? '',
    ]),
  ])

const senderOf = ({ reversePath }: Pick<QueuedDelivery, 'reversePath'>): string =>
  reversePath === '' ? '<> (a report)' : singleLine(reversePath)

function toWhom({ recipients: [first = ''], recipientCount, destination }: QueuedDelivery): string {
  const place = destination === 'local' ? ' (local)' : ''
  return `${singleLine(first)}${recipientCount > 1 ? ` and ${recipientCount - 1} more` : ''}${place}`
}

export function showMessage(message: QueuedMessage): string {
  const { queueId, commune, mailbox, origin, bytes, acceptedAt, leaks } = message
  const unshown = message.deliveryCount - message.deliveries.length
  return [
    table([
      ['MESSAGE', queueId],
      ['Taken', showInstant(acceptedAt)],
      ['Commune', commune.name],
      ['From', senderOf(message)],
      ...(mailbox === null ? [] : [['Mailbox', mailbox]]),
      ['Origin', origin],
      ['Size', showBytes(bytes)],
      ...(leaks.length === 0
        ? []
        : [['Found', leaks.map(({ kind, count }) => `${leakKindText(kind, 'en')} (${count})`).join(', ')]]),
    ]),
    ...message.deliveries.map(showDelivery),
    ...(unshown > 0 ? [`and ${unshown} more destinations`] : []),
    ...(message.deliveries.some(({ state }) => state !== 'done')
      ? [`./vaguemestre queue retry|hold|release|delete ${queueId} [--destination DOMAIN]`]
      : []),
  ].join('\n\n')
}

function showDelivery(delivery: ShownDelivery): string {
  const { destination, nextAttemptAt, expiresAt, attempts, state, recipients, recipientCount, history } =
    delivery
  const times = [
    ...(nextAttemptAt === null || delivery.trying ? [] : [`next try ${showInstant(nextAttemptAt)}`]),
    ...(state === 'done' ? [] : [`given up ${showInstant(expiresAt)}`]),
    `${attempts} ${attempts === 1 ? 'try' : 'tries'} so far`,
  ]
  const unshown = recipientCount - recipients.length
  return [
    `${destination}: ${standing(delivery)}; ${times.join(', ')}`,
    ...recipients.map(showRecipient),
    ...(unshown > 0 ? [`  and ${unshown} more`] : []),
    ...history.map(showAttempt),
  ].join('\n')
}

function showRecipient({ address, settledAs, settledAt, kind, reply }: ShownRecipient): string {
  const became =
    settledAs === null ? 'waits' : `${settledAs} ${showInstant(new Date(settledAt ?? Number.NaN))}`
  const said = kind === null ? '' : `: ${reply === '' ? replyKindTexts.en[kind].happened : singleLine(reply)}`
  return `  to      ${singleLine(address)}, ${became}${said}`
}

function showAttempt({ at, host, address, tls, delivered, failed, deferred, kind }: ShownAttempt): string {
  const server =
    host === null ? 'no server reached' : `${singleLine(host)}${address === null ? '' : ` (${address})`}`
  const counts = `${delivered} delivered, ${failed} failed, ${deferred} deferred`
  const secured = host === null ? '' : `, ${showProtection(tls)}`
  return `  tried   ${showInstant(new Date(at))}, ${server}${secured}: ${counts}. ${replyKindTexts.en[kind].happened}`
}
