// Marks that a document bears: alone on their line, in capitals, at either end of a subject, in the name of a file. A sentence
// that speaks of secrets bears none, nor does the small print below half of all mail.

import { confusableSkeleton } from '#core/message/confusables.ts'
import type { LeakKind } from '#core/policies/leak.ts'
import type { Detector, Value } from './detector.ts'

type Mark = Extract<LeakKind, 'classified' | 'restricted' | 'confidential'>

/** In plain letters, one space between words; the first that fits counts. */
const marks: readonly (readonly [kind: Mark, words: string])[] = [
  [
    'classified',
    '(?:tres )?secret[ -](?:defense|otan)|tres secret|nato secret|confidentiel[ -](?:defense|otan)|secret(?: - )?(?: |-)special france',
  ],
  [
    'restricted',
    'diffusion restreinte(?: (?:- )?special france)?|special france|restreint ue|nato restricted',
  ],
  [
    'confidential',
    'confidentiel(?:le)?(?: (?:medical|social|personnel|rh|commune|mairie))?|secret medical|ne pas (?:diffuser|divulguer|transferer|communiquer)|(?:strictement|tres|hautement) confidentiel(?:le)?|personnel et confidentiel|confidential|diffusion interdite',
  ],
]

/** `Mention de protection : …`, `Document …`. */
const opening =
  "(?:(?:[a-z' ]{0,30}\\b(?:mention|classification|niveau|protection|marquage|sensibilite|statut|caractere)\\b[a-z' ]{0,30} ?: ?)|(?:document|note|courrier|rapport|dossier|pli) )?"

/** `CONFIDENTIEL - NE PAS DIFFUSER`: several at once, and a number of the copy. */
const further = `(?: ?[-/,:] ?(?:${marks.map(([, words]) => words).join('|')}|[a-z]+ ?\\d*))?`
const alone = marks.map(([kind, words]) => [kind, new RegExp(`^${opening}(?:${words})${further}$`)] as const)
/** `Secret médical – à remettre en main propre`: it opens the line, and a dash or the like ends it. */
const opens = marks.map(([kind, words]) => [kind, new RegExp(`^(?:a )?(?:${words}) ?[-:|(]`)] as const)
/** SECRET by itself is what ballots are as well: only where nothing else stands. */
const secretAlone = new RegExp(`^${opening}secret$`)

const inCapitals: readonly (readonly [kind: Mark, words: RegExp])[] = [
  [
    'classified',
    /(?<![\p{L}«"“] ?)(?:TR[EÈ]S SECRET|SECRET[ -]D[EÉ]FENSE|CONFIDENTIEL[ -]D[EÉ]FENSE)(?!\p{L})/u,
  ],
  ['restricted', /(?<![\p{L}«"“])(?:DIFFUSION RESTREINTE|SP[EÉ]CIAL FRANCE)(?!\p{L})/u],
  [
    'confidential',
    /(?<![\p{L}«"“])(?:CONFIDENTIEL(?:LE)?|NE PAS (?:DIFFUSER|DIVULGUER)|SECRET M[EÉ]DICAL)(?!\p{L})/u,
  ],
]
/** Below all mail of some organisations. */
const smallPrint =
  /messages?|e-?mails?|courriels?|destinataires?|informations|privil|clause|engagement|vote|scrutin|entretien/i

/** A part of every mark, in plain letters: most texts hold none, and need not be read line by line. */
const partOfMarks = /secret|confiden|restr|special +france|diffus|ne +pas +(?:divulg|transf|commun)/

export const markings: Detector = ({ written, plain }) =>
  partOfMarks.test(plain) ? written.split(/\r?\n/).flatMap(marksOfLine) : []

function marksOfLine(line: string): readonly Value[] {
  const capital = /\p{Lu}{6}/u.test(line)
  // A mark is short; what is long has to shout.
  if (line.length > 120 && !capital) return []
  const bare = bareLine(line)
  const kind = secretAlone.test(bare)
    ? 'classified'
    : (markOf(bare) ?? markOf(inBrackets(line)) ?? markThatOpens(bare))
  if (kind !== undefined) return [{ kind, value: kind }]
  if (!capital || smallPrint.test(line)) return []
  const shouted = inCapitals.find(([, words]) => words.test(line))?.[0]
  return shouted === undefined ? [] : [{ kind: shouted, value: shouted }]
}

const markOf = (bare: string): Mark | undefined => alone.find(([, words]) => words.test(bare))?.[0]

const markThatOpens = (bare: string): Mark | undefined =>
  smallPrint.test(bare) ? undefined : opens.find(([, words]) => words.test(bare))?.[0]

/** `Rapport social (confidentiel)`. */
const inBrackets = (line: string): string => bareLine(/[([]([^()[\]]{5,60})[)\]]\s*$/.exec(line)?.[1] ?? '')

/** `*** Confidentiel ***`, `[ SECRET ]` → what stands between. */
const bareLine = (line: string): string =>
  confusableSkeleton(line.slice(0, 160))
    .replace(/ +/g, ' ')
    .replace(/^[^a-z]+|[^a-z0-9]+$/g, '')

const answered = /^(?:\s*(?:re|tr|fw|fwd)\s*:\s*)+/i

/** `[Confidentiel] budget`, `CONFIDENTIEL : budget`, `budget (diffusion restreinte)`. */
export const markingsOfSubject: Detector = ({ written }) => {
  const subject = written.replace(answered, '')
  const pieces = subject.split(/[[\]()*]|\s[-–—:|/]\s|\s?:\s/)
  const ends = pieces.length > 1 ? [pieces[0], pieces[1], pieces.at(-1)] : pieces
  return ends
    .flatMap((piece = '') => marksOfLine(piece))
    .concat(pieces.length > 1 ? marksOfLine(subject) : [])
}

const inName = marks.map(([kind, words]) => [kind, new RegExp(`(?:^| )(?:${words})(?: |$)`)] as const)

/** `compte-rendu_CONFIDENTIEL_v2.pdf`; `secret` alone is in too many names. */
export function markingNamed(name: string): Value | null {
  const words = confusableSkeleton(name).replace(/[^a-z0-9]+/g, ' ')
  const kind = inName.find(([, mark]) => mark.test(words))?.[0]
  return kind === undefined || /\b(?:clause|engagement|charte|modele|accord)\b/.test(words)
    ? null
    : { kind, value: kind }
}
