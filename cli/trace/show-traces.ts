// What became of messages, as a person at a terminal reads it: one block for each message, newest first.

import type { TakenBy } from '#core/smtp/delivery-attempt.ts'
import { reasonTexts } from '#core/trace/reason-text.ts'
import type { TracedOutcome } from '#core/trace/trace.ts'
import type { FoundTrace } from '#db/stores/trace/find-traces.ts'
import { showProtection } from '../show-protection.ts'

/** Entries in the order of the search; those of one message are brought together. */
export function showTraces(entries: readonly FoundTrace[]): string {
  const messages = Map.groupBy(entries, ({ queueId }) => queueId)
  return [...messages.values()].map((each) => printable(showMessage(each))).join('\n\n')
}

function showMessage(newestFirst: readonly FoundTrace[]): string {
  const entries = newestFirst.toReversed()
  const [first] = entries
  if (first === undefined) return ''
  const author = first.authorDomain === null ? '' : `, in the name of ${first.authorDomain}`
  return [
    `${moment(first.at)}  ${first.queueId}`,
    line('from', `${first.reversePath || 'nobody (a notification)'}${author}`),
    line('by', `${first.client}, ${(first.bytes / 1024).toFixed(1)} kB`),
    line('checks', `SPF ${first.spf}, DKIM ${first.dkim}, DMARC ${first.dmarc}, ARC ${first.arc}`),
    line('score', showScore(first)),
    ...entries.flatMap((entry) => showRecipient(entry, first)),
  ].join('\n')
}

function showScore({ score, symbols }: FoundTrace): string {
  if (score === null) return 'none: it did not get as far as the filters'
  const rules = Object.entries(symbols).map(([name, points]) => `${name} ${points.toFixed(1)}`)
  return [score.toFixed(1), ...(rules.length === 0 ? [] : [rules.join(', ')])].join(': ')
}

function showRecipient(entry: FoundTrace, first: FoundTrace): readonly string[] {
  const when = entry.at.getTime() === first.at.getTime() ? '' : `, ${moment(entry.at)}`
  return [
    line('to', `${way(entry)} (${entry.communeName})${when}`),
    line('', `${outcomeTexts[entry.outcome]}: ${reasonTexts.en[entry.reason] ?? entry.reason}`),
    ...(entry.findings.length === 0 ? [] : [line('', `found: ${entry.findings.join(', ')}`)]),
    ...(entry.takenBy === null ? [] : [line('', showTakenBy(entry.takenBy))]),
    ...(entry.reply === '' ? [] : [line('', entry.reply)]),
  ]
}

const showTakenBy = ({ host, address, tls }: TakenBy): string =>
  `handed to ${host} (${address}), ${showProtection(tls)}`

/** As RCPT named it → the mailbox it led to. */
const way = ({ given, recipient }: FoundTrace): string =>
  given.length === 0 ? recipient : `${given.join(', ')} → ${recipient}`

/** What stands before the reason: that of a held message goes on to be why it was held. */
const outcomeTexts: Readonly<Record<TracedOutcome, string>> = {
  delivered: 'delivered',
  junk: 'delivered to Junk',
  forwarded: 'sent on to the outside',
  held: 'held for a person to look at',
  waiting: 'accepted, waits to be tried again',
  refused: 'refused',
  deferred: 'asked to come back later',
  deleted: 'held, then deleted by a person',
  expired: 'held, then deleted when its time was over',
  sent: 'sent',
  returned: 'returned to its author',
}

const line = (name: string, text: string): string => `  ${name.padEnd(8)}${text}`

const clock = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' })
const moment = (at: Date): string => clock.format(at)

/** Addresses and replies are words of strangers: none of them gives orders to the terminal. */
const printable = (text: string): string => text.replace(/[^\P{C}\n]/gu, '?')
