// The steps of a message's journey as sentences: pure, so that what a mairie reads can be tested word by word.

import type { journey as french } from '../words/fr/journey.ts'
import { protectionText } from './protection-text.ts'
import type { Outcome, TraceStep } from './trace-view.ts'

export type JourneyWords = typeof french

export interface Sentence {
  readonly at: string
  readonly title: string
  readonly text: string
  /** Its drawing: a full disc, a square, a ring. */
  readonly mark: 'ok' | 'bad' | 'wait'
  /** The server's own words, in English; null where there are none. */
  readonly reply: string | null
  /** For whoever knows what they mean: results and scores as programs write them. */
  readonly technical: readonly string[]
}

export interface Said {
  readonly words: JourneyWords
  readonly size: (bytes: number) => string
}

const bad: ReadonlySet<Outcome> = new Set(['held', 'refused', 'deleted', 'expired', 'returned'])
const wait: ReadonlySet<Outcome> = new Set(['waiting', 'deferred', 'junk'])

export const markOf = (outcome: Outcome): Sentence['mark'] =>
  bad.has(outcome) ? 'bad' : wait.has(outcome) ? 'wait' : 'ok'

export const reasonWords = (reason: string, words: JourneyWords) =>
  words.reasons[reason] ?? { short: reason, long: words.unknownReason }

/** In a few words what speaks against a message: what was found, else why it is held. */
export function shortReasons(
  { reason, findings }: { readonly reason: string; readonly findings: readonly string[] },
  words: JourneyWords,
): string {
  const found = findings
    .filter((mark) => mark !== 'first-contact')
    .flatMap((mark) => words.findings[mark]?.short ?? [])
  if (found.length === 0 || reason === 'virus') return reasonWords(reason, words).short
  return found
    .slice(0, 2)
    .map((text, index) => (index === 0 ? text : text.charAt(0).toLowerCase() + text.slice(1)))
    .join(', ')
}

export function sentenceOf(step: TraceStep, { words, size }: Said): Sentence {
  switch (step.kind) {
    case 'received': {
      const from = step.reversePath === '' ? words.nobody : step.reversePath
      return plain({
        at: step.at,
        title: words.received.title,
        text: words.received.text(from, size(step.bytes)),
        technical: [step.client],
      })
    }
    case 'authenticated':
      return authenticated(step, words)
    case 'filtered':
      return filtered(step, words)
    case 'released':
      return plain({
        at: step.at,
        title: words.released.title,
        text: words.released.text(step.recipients, step.by),
      })
    case 'settled':
      return settled(step, words)
    case 'next-try':
      return {
        ...plain({
          at: step.at,
          title: words.nextTry.title,
          text: words.nextTry.text(step.attempts, step.recipients),
        }),
        mark: 'wait',
        reply: step.reply === '' ? null : step.reply,
      }
  }
}

interface Plain {
  readonly at: string
  readonly title: string
  readonly text: string
  readonly technical?: readonly string[]
}

const plain = (said: Plain): Sentence => ({ technical: [], ...said, mark: 'ok', reply: null })

type Step<Kind extends TraceStep['kind']> = Extract<TraceStep, { kind: Kind }>

function authenticated(step: Step<'authenticated'>, { authenticated: words }: JourneyWords): Sentence {
  const { at, authorDomain: domain, spf, dkim, dmarc, arc } = step
  const technical = [
    `SPF ${spf}`,
    ...dkim.map((each) => `DKIM ${each.domain} ${each.result}`),
    `DMARC ${dmarc}`,
    `ARC ${arc}`,
  ]
  if (domain === null)
    return { ...plain({ at, title: words.unsigned, text: words.unsignedText, technical }), mark: 'wait' }
  if (dmarc === 'pass') return plain({ at, title: words.proven, text: words.provenText(domain), technical })
  return {
    ...plain({ at, title: words.doubtful, text: words.doubtfulText(domain), technical }),
    mark: 'wait',
  }
}

function filtered({ at, score, symbols, findings }: Step<'filtered'>, words: JourneyWords): Sentence {
  const technical = [
    ...(score === null ? [] : [words.score(score.toFixed(1))]),
    ...Object.entries(symbols).map(([symbol, points]) => `${symbol} ${points.toFixed(1)}`),
  ]
  const found = findings.flatMap((mark) => words.findings[mark]?.long ?? [])
  if (found.length === 0)
    return plain({ at, title: words.filtered.clean, text: words.filtered.cleanText, technical })
  return { ...plain({ at, title: words.filtered.found, text: found.join(' '), technical }), mark: 'wait' }
}

function settled(step: Step<'settled'>, words: JourneyWords): Sentence {
  const { at, recipients, outcome, reason, reply, by, takenBy } = step
  const named = recipients.length > 1 ? `${words.recipients(recipients)}.` : ''
  return {
    at,
    // Quarantine is of what came: this waits for the manager of whoever sent it.
    title:
      outcome === 'held' && reason === 'leak' ? words.awaitsAgreement : words.settled[outcome](recipients),
    text: [whyOf(step, words), words.settledText[outcome]?.(by) ?? null, named]
      .filter((part) => part !== '' && part !== null)
      .join(' '),
    mark: markOf(outcome),
    reply: reply === '' ? null : reply,
    technical: takenBy === null ? [] : [`${takenBy.host} (${takenBy.address})`],
  }
}

/** Of what was sent, which server has it: of what was sent long ago only that one has. */
function whyOf({ reason, takenBy }: Step<'settled'>, words: JourneyWords): string {
  if (takenBy !== null)
    return words.protection.takenBy(takenBy.host, protectionText(takenBy.tls, words.protection))
  return reason === 'clean' ? '' : reasonWords(reason, words).long
}

/** The whole journey as text, to be sent to whoever asks where their mail is. */
export const journeyText = (sentences: readonly Sentence[], when: (at: string) => string): string =>
  sentences.map(({ at, title, text }) => `${when(at)}  ${title}. ${text}`.trim()).join('\n')
