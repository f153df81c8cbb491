// What the author says, apart from what is quoted: sentences in plain letters, with the subject and the names of files
// among them. Detectors judge sentences, because a letter that speaks of a fraud uses all of a fraud's words.

import { confusableSkeleton } from '#core/message/confusables.ts'
import type { Observation } from '#daemons/rspamd/observation.ts'

export interface UnquotedText {
  /** Subject, file names and sentences. */
  readonly sentences: readonly string[]
  /** All of them, one a line. */
  readonly whole: string
}

/** A demand for money comes first, not after twenty pages: what follows is not looked at. */
const longest = 16_384

export function unquotedText(observation: Observation): UnquotedText {
  const said = [...titles(observation), ...paragraphs(withoutQuotes(evenlySpaced(beginningOf(observation))))]
  const sentences = confusableSkeleton(said.join(partEnd))
    .replace(/ {2,}/g, ' ')
    .split(sentenceEnd)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '' && !disclaimer.test(sentence))
  return { sentences, whole: sentences.join('\n') }
}

/**
 * Every word that own words could have, and those of quotes: enough to see that a message is not about money, which most
 * are not, at a small part of the cost. Lines are not joined: there may be several spaces between words.
 */
export function allWords(observation: Observation): string {
  return confusableSkeleton([...titles(observation), beginningOf(observation)].join('\n'))
}

/** Stands between parts while all of them become plain letters at once. */
const partEnd = '¶'
const sentenceEnd = /¶|[.!?;](?=[ ¶]|$)/

const beginningOf = ({ text }: Observation): string => text.slice(0, longest)

const titles = ({ subject, attachments }: Observation): readonly string[] => [
  subject.slice(0, longestTitle).replace(answerMarks, ''),
  ...attachments.slice(0, mostFiles).map(({ name }) =>
    name
      .slice(-longestTitle)
      .replace(/\.[a-z0-9]{2,5}$/i, '')
      .replace(/[_-]+/g, ' '),
  ),
]
const longestTitle = 1000
const mostFiles = 100

/** Without long runs of white space, in which a search for the next paragraph could go astray. */
const evenlySpaced = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]{2,}/g, ' ')
    .replace(/\n(?: ?\n)+/g, '\n\n')

const answerMarks = /^(?:\s*(?:re|tr|fw|fwd|rép)\s*:)+\s*/i

/** Lines that were wrapped belong together; an empty line, a list mark or a short line ends a thought. */
const paragraphs = (text: string): readonly string[] =>
  text.split(/\n\n|\n(?= ?(?:[-*•·]+[.)\s]|\d{1,2}[.)]))|(?<=[:,])\n|\n(?=[A-ZÀ-Ý])/)

/**
 * Answers repeat what they answer. A forwarded message stays: it is what the author wants read, and a made-up exchange
 * below a short line is how some frauds begin.
 */
function withoutQuotes(text: string): string {
  const lines = text.split('\n')
  const kept = lines.filter((line) => !/^\s*>/.test(line)).join('\n')
  const start = kept.search(quoteBegins)
  return start < 0 ? kept : kept.slice(0, start)
}

const quoteBegins =
  /^\s*(?:(?:le|on) [^\n]{4,160}(?:\n[^\n]{0,80})?(?:a écrit|wrote)\s*:|-{2,}\s*(?:message d.origine|original message)|_{10,}\s*\n\s*(?:de|from)\s*:)/im

/** What programs append under every letter. */
const disclaimer =
  /^(?:ce|cet|le present|this) (?:message|courriel|e-mail|mail|email|courrier electronique)\b.*(?:confidenti|destin|intended|automat)/
