// The way of a message to one destination as sentences: pure, so that what a mairie reads can be tested word by word.

import { protectionText } from '../../journey/protection-text.ts'
import type { Sentence } from '../../journey/sentences.ts'
import type { ReplyKind, ReplySentences } from '../../reply-sentences.ts'
import type { queue as french } from '../../words/fr/queue.ts'
import type { DeliveryView } from './queue-view.ts'

type Attempt = DeliveryView['history'][number]

export interface Said {
  readonly words: (typeof french)['steps']
  readonly sentences: (kind: ReplyKind) => ReplySentences
  /** With one decimal, as the language writes it. */
  readonly seconds: (seconds: number) => string
}

export function deliverySteps(
  { history, attempts, nextAttemptAt, trying }: DeliveryView,
  acceptedAt: string,
  said: Said,
): readonly Sentence[] {
  const { words } = said
  const plain = { text: '', reply: null, technical: [] }
  const first: Sentence = { ...plain, at: acceptedAt, title: words.accepted, mark: 'ok' }
  const next: Sentence[] =
    nextAttemptAt === null || trying
      ? []
      : [{ ...plain, at: nextAttemptAt, title: words.next, text: words.nextText(attempts), mark: 'wait' }]
  return [first, ...history.toReversed().map((attempt) => attemptSentence(attempt, said)), ...next]
}

function attemptSentence(attempt: Attempt, { words, sentences, seconds }: Said): Sentence {
  const { at, kind, reply, host, address, tls, milliseconds } = attempt
  const { happened, advice } = sentences(kind)
  const mark = attempt.failed > 0 ? 'bad' : attempt.deferred > 0 ? 'wait' : 'ok'
  return {
    at,
    title: titleOf(attempt, words),
    // What can be done is for whoever must do something about it.
    text:
      mark === 'ok' ? '' : [happened, mark === 'bad' ? advice : ''].filter((part) => part !== '').join(' '),
    mark,
    reply: reply === '' ? null : reply,
    technical:
      host === null
        ? []
        : [
            `${address === null ? host : `${host} (${address})`}, ${protectionText(tls, words.protection)}`,
            words.took(seconds(milliseconds / 1000)),
          ],
  }
}

function titleOf({ delivered, failed, deferred }: Attempt, words: Said['words']): string {
  if (failed === 0 && deferred === 0) return words.delivered(delivered)
  if (delivered === 0 && deferred === 0) return words.failed(failed)
  if (delivered === 0 && failed === 0) return words.deferred
  const text = words.counts(delivered, failed, deferred)
  return text.charAt(0).toUpperCase() + text.slice(1)
}
