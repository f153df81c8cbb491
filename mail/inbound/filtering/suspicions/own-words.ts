// What the author says, apart from what is quoted: sentences in plain letters, with the subject and the names of files
// among them. Detectors judge sentences, because a letter that speaks of a fraud uses all of a fraud's words.

import type { Observation } from '#daemons/rspamd/observation.ts'
import { plainLetters } from './plain-letters.ts'

export interface OwnWords {
  /** Subject, file names and sentences. */
  readonly sentences: readonly string[]
  /** All of them, one a line. */
  readonly whole: string
}

/** A demand for money comes first, not after twenty pages. */
const longest = 16_384

export function ownWords({ subject, text, attachments }: Observation): OwnWords {
  const said = [
    subject.replace(answerMarks, ''),
    ...attachments.map(({ name }) => name.replace(/\.[a-z0-9]{2,5}$/i, '').replace(/[_-]+/g, ' ')),
    ...paragraphs(withoutQuotes(text.slice(0, longest))),
  ]
  const sentences = said
    .map(plainLetters)
    .flatMap((part) => part.split(/[.!?;](?=\s|$)/))
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence !== '' && !disclaimer.test(sentence))
  return { sentences, whole: sentences.join('\n') }
}

const answerMarks = /^(?:\s*(?:re|tr|fw|fwd|rép)\s*:)+\s*/i

/** Lines that were wrapped belong together; an empty line, a list mark or a short line ends a thought. */
const paragraphs = (text: string): readonly string[] =>
  text.split(/\n\s*\n|\n(?=\s*[-*•·\d]+[.)\s])|(?<=[:,])\n|\n(?=[A-ZÀ-Ý])/)

/**
 * Answers repeat what they answer. A forwarded message stays: it is what the author wants read, and a made-up exchange
 * below a short line is how some frauds begin.
 */
function withoutQuotes(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const kept = lines.filter((line) => !/^\s*>/.test(line)).join('\n')
  const start = kept.search(quoteBegins)
  return start < 0 ? kept : kept.slice(0, start)
}

const quoteBegins =
  /^\s*(?:(?:le|on) [^\n]{4,160}(?:\n[^\n]{0,80})?(?:a écrit|wrote)\s*:|-{2,}\s*(?:message d.origine|original message)|_{10,}\s*\n\s*(?:de|from)\s*:)/im

/** What programs append under every letter. */
const disclaimer =
  /^(?:ce|cet|le present|this) (?:message|courriel|e-mail|mail|email|courrier electronique)\b.*(?:confidenti|destin|intended|automat)/
