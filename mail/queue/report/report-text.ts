// The part of a report that a person reads: what is the matter and with whom first, what to do next, technical words last.

import { showInstant } from '#core/format-instant.ts'
import { singleLine } from '#core/message/single-line.ts'
import type { Notification } from '#core/queue/queued-mail.ts'
import { replyKindTexts } from '#core/smtp/reply-kind-text.ts'
import type { DeliveryReport, ReportedRecipient, ReportReader } from './report.ts'
import type { ReportTopic, ReportWords } from './report-words.ts'

/** A message for ten thousand: whoever reads stops long before, and the machine part names them all. */
const mostNamed = 50

export interface TextOf {
  readonly kind: Notification
  /** Of the message, as a person reads it; empty where it has none. */
  readonly subject: string
  readonly enclosed: 'full' | 'headers'
}

/** What a report is about, in the words of its reader. Mail that somebody else took on is not said to have arrived. */
export function topicOf(
  { reader, recipients }: Pick<DeliveryReport, 'reader' | 'recipients'>,
  kind: Notification,
): ReportTopic {
  if (kind === 'failure' && reader !== 'author') return reader
  return recipients.some(({ outcome }) => outcome === 'relayed') ? 'relayed' : kind
}

export function reportText(report: DeliveryReport, about: TextOf, words: ReportWords): string {
  const { recipients, message, reader } = report
  const at = showInstant(message.acceptedAt, words.language)
  const named = recipients.slice(0, mostNamed)
  const more = recipients.length - named.length
  return [
    words.opening[openingOf(report, about.kind)]({ at, subject: about.subject }),
    ...named.map((recipient) => recipientText(recipient, reader, words)),
    ...(more === 0 ? [] : [words.more(more)]),
    endingOf(report, about.kind, words),
    (reader === 'forwarder' ? words.forwarder : words).enclosed[about.enclosed],
    words.automatic(message.queueId),
  ].join('\n\n')
}

function recipientText(recipient: ReportedRecipient, reader: ReportReader, words: ReportWords): string {
  const { address, reply, host } = recipient
  const said = singleLine(reply, 300)
  return [
    singleLine(address, 254),
    ...sentencesOf(recipient, reader, words),
    ...(said === ''
      ? []
      : [`${host === null ? words.weSay : words.serverSaid(singleLine(host, 253))} ${said}`]),
  ]
    .map((line, index) => (index === 0 ? `  ${line}` : `    ${line}`))
    .join('\n')
}

const openingOf = (report: DeliveryReport, kind: Notification): ReportTopic | 'setAside' =>
  kind === 'delay' && report.recipients[0].setAside ? 'setAside' : topicOf(report, kind)

function sentencesOf(
  { outcome, kind, setAside, untried }: ReportedRecipient,
  reader: ReportReader,
  words: ReportWords,
): readonly string[] {
  if (outcome === 'delivered') return [words.delivered]
  if (outcome === 'relayed') return [words.relayed]
  if (setAside && reader !== 'author-of-forward') {
    if (outcome === 'delayed') return [words.setAside]
    const { happened, advice } = words.setAsideToTheEnd
    return [happened, reader === 'forwarder' ? words.forwarder.advice : advice]
  }
  const tried = setAside ? [] : triedOf({ outcome, untried }, words)
  if (reader === 'author-of-forward') return [...tried, ...words.notSentOn]
  if (outcome === 'delayed' && untried !== null && untried !== 'trouble') return [...tried, words.urgent]
  const { happened, advice } = replyKindTexts[words.language][kind]
  return [...tried, happened, reader === 'forwarder' ? words.forwarder.advice : advice].filter(
    (sentence) => sentence !== '',
  )
}

function triedOf(
  { outcome, untried }: Pick<ReportedRecipient, 'outcome' | 'untried'>,
  words: ReportWords,
): readonly string[] {
  if (outcome === 'expired') return [untried === null ? words.expired : words.expiredUntried]
  return outcome === 'delayed' && untried !== null ? [words.untried[untried]] : []
}

function endingOf(
  { triesUntil, recipients: [first] }: DeliveryReport,
  kind: Notification,
  { ending, language }: ReportWords,
): string {
  if (kind !== 'delay') return ending[kind]
  const until = triesUntil === null ? null : showInstant(triesUntil, language)
  return first.setAside ? (until === null ? '' : ending.setAside(until)) : ending.delay(until)
}
