// What a box does by itself as a Sieve script (RFC 5228) that people and other programs can read. Before each part stands what it
// was made from, on a line of its own: reading it back loses nothing, and nothing is kept anywhere else. Pure.

import type { z } from 'zod'
import type { forward, rule, ruleAction, ruleCondition, vacation } from '../../contract/rule.ts'
import { roleNames } from '../imap/folder-names.ts'
import { labelKeyword } from '../imap/label-keyword.ts'
import { type ForeignScript, parseForeignScript } from './foreign-script.ts'
import { parisOffset } from './paris-offset.ts'
import type { ScriptSeal } from './script-seal.ts'
import { sieveComment, sieveList, sieveString } from './sieve-text.ts'

export type Rule = z.output<typeof rule>
export type RuleCondition = z.output<typeof ruleCondition>
export type RuleAction = z.output<typeof ruleAction>
export type Vacation = z.output<typeof vacation>
export type Forward = z.output<typeof forward>

export interface ScriptContent {
  readonly rules: readonly Rule[]
  readonly vacation: Vacation | null
  readonly forward: Forward | null
  /** Name of a script of another program, of which the text runs after all of it. */
  readonly kept: string | null
}

/** What begins the line that says from what the next part was made. */
export const madeFrom = '#= '
/** What begins the line with the seal of all lines after it. */
export const sealPrefix = '# vaguemestre 1 '

const head =
  'Règles du webmail Vaguemestre, à modifier dans ses réglages. Un autre logiciel qui change ce texte en devient l’auteur.'

export interface WritingScript {
  /** All that are the box's own, in whose name an answer may be given. */
  readonly addresses: readonly string[]
  /** Of the script that is kept. */
  readonly keptText: string
  readonly seal: ScriptSeal
}

export function writeScript(content: ScriptContent, { addresses, keptText, seal }: WritingScript): string {
  const { rules, vacation, forward, kept } = content
  const theirs = parseForeignScript(keptText)
  const own = [
    ...(vacation === null ? [] : [vacationPart(vacation, addresses)]),
    ...(forward === null ? [] : [forwardPart(forward)]),
    ...rules.map(rulePart),
  ]
  const parts = [
    ...(kept !== null && theirs.needs.some((each) => expanding.has(each)) ? own.map(unexpanded) : own),
    ...(kept === null ? [] : [keptPart(kept, theirs, vacation)]),
  ]
  const body = parts.map(({ lines }) => `${lines.join('\r\n')}\r\n`).join('\r\n')
  const needed = [...new Set(parts.flatMap(({ needs }) => needs))].sort()
  const require = needed.length === 0 ? '' : `require ${sieveList(needed)};\r\n\r\n`
  const sealed = `${require}${body}`
  return `${sieveComment(head)}\r\n${sealPrefix}${seal.of(sealed)}\r\n${sealed}`
}

interface Part {
  readonly needs: readonly string[]
  readonly lines: readonly string[]
}

const made = (from: object): string =>
  `${madeFrom}${JSON.stringify(from).replaceAll(expansion, escapedExpansion)}`

/** What they are required for holds for the whole script, and gives a meaning to what begins with `expansion`. */
const expanding: ReadonlySet<string> = new Set(['variables', 'encoded-character'])
const expansion = '${'
/** In JSON. */
const escapedExpansion = '$\\u007b'
/** Looks the same; Sieve has no way to write it literally. */
const brokenExpansion = '$\u2060{'

const unexpanded = ({ needs, lines }: Part): Part => ({
  needs,
  lines: lines.map((line) => line.replaceAll(expansion, brokenExpansion)),
})

/** First of all: a rule that ends the script ends nothing of what is answered and sent on. */
function vacationPart(vacation: Vacation, addresses: readonly string[]): Part {
  const { on, from, until, subject, text, days } = vacation
  const title = sieveComment(`Réponse automatique, du ${from} au ${until}${on ? '' : ' (désactivée)'}`)
  const source = made({ vacation })
  if (!on) return { needs: [], lines: [title, source] }
  return {
    needs: [...absenceNeeds, 'vacation'],
    lines: [
      ...[title, source, ...isAway({ from, until }, 'if allof (')],
      ...[`  vacation :days ${days}`, `    :subject ${sieveString(subject)}`],
      ...[`    :addresses ${sieveList(addresses)}`, `    ${sieveString(text)};`, '}'],
    ],
  }
}

const absenceNeeds = ['date', 'relational']

/** Of an `if` whose block is to follow. */
function isAway({ from, until }: Pick<Vacation, 'from' | 'until'>, begin: string): readonly string[] {
  const test = (end: 'begins' | 'ends', day: string) =>
    `currentdate :zone "${parisOffset(day, end)}" :value "${end === 'begins' ? 'ge' : 'le'}" "date" "${day}"`
  return [begin, `  ${test('begins', from)},`, `  ${test('ends', until)}`, ') {']
}

/** Without a copy nothing is left that a rule could file. */
function forwardPart(forward: Forward): Part {
  const { to, copy } = forward
  return {
    needs: copy ? ['copy'] : [],
    lines: [
      sieveComment(copy ? 'Renvoi, avec une copie dans la boîte' : 'Renvoi, sans copie dans la boîte'),
      made({ forward }),
      ...to.map((address) => `redirect ${copy ? ':copy ' : ''}${sieveString(address)};`),
      ...(copy ? [] : ['stop;']),
    ],
  }
}

function rulePart(rule: Rule): Part {
  const { name, on, match, conditions, actions, stop } = rule
  const title = sieveComment(on ? name : `${name} (désactivée)`)
  const source = made({ rule })
  if (!on) return { needs: [], lines: [title, source] }
  const tests = conditions.map(testOf)
  const does = actions.map(commandOf)
  const all = tests.map(({ text }) => text)
  return {
    needs: [...tests, ...does].flatMap(({ needs }) => needs),
    lines: [
      ...[title, source],
      ...(all.length === 1
        ? [`if ${all[0]} {`]
        : [`if ${match}of (`, ...all.map((test, at) => `  ${test}${at < all.length - 1 ? ',' : ''}`), ') {']),
      ...does.map(({ text }) => `  ${text};`),
      ...(stop ? ['  stop;'] : []),
      '}',
    ],
  }
}

/**
 * Last, so that nothing in it is read as ours. Its text and not an `include`: Dovecot's lmtp dies (signal 11) at each message where
 * an included script is missing by then (decision 29). Of two answers ours goes before: Sieve takes no second one to a message, and
 * fails as a whole.
 */
function keptPart(name: string, { needs, commands }: ForeignScript, vacation: Vacation | null): Part {
  const waits = vacation?.on === true && /\bvacation\b/i.test(commands) ? vacation : null
  const lines = [sieveComment('Règles écrites par un autre logiciel'), made({ kept: name })]
  if (waits === null) return { needs, lines: [...lines, commands] }
  return {
    needs: [...needs, ...absenceNeeds],
    lines: [...lines, ...isAway(waits, 'if not allof ('), commands, '}'],
  }
}

interface Written {
  readonly needs: readonly string[]
  readonly text: string
}

const plain = (text: string): Written => ({ needs: [], text })

function testOf(condition: RuleCondition): Written {
  switch (condition.field) {
    case 'from':
    case 'to': {
      const fields = condition.field === 'from' ? '"from"' : '["to", "cc"]'
      const { how, value } = condition
      if (how === 'contains') return plain(`header :contains ${fields} ${anyCase(value)}`)
      if (how === 'is') return plain(`address :is ${fields} ${anyCase(value)}`)
      return plain(`address :domain :is ${fields} ${anyCase(domainOf(value))}`)
    }
    case 'subject':
      return plain(`header :${condition.how} "subject" ${anyCase(condition.value)}`)
    case 'words': {
      const tests = wordsOf(condition.value).map((word) => {
        const value = anyCase(word)
        return `anyof (header :contains "subject" ${value}, body :text :contains ${value})`
      })
      return { needs: ['body'], text: tests.length === 1 ? tests.join('') : `allof (${tests.join(', ')})` }
    }
    case 'list':
      return plain(`header :contains "list-id" ${anyCase(condition.value)}`)
    case 'attachment':
      return {
        needs: ['mime'],
        text: 'header :mime :anychild :contains "content-disposition" "attachment"',
      }
    case 'larger':
      return plain(`size :over ${condition.octets}`)
    case 'smaller':
      return plain(`size :under ${condition.octets}`)
  }
}

/** Each for itself: in HTML, tags stand between words that a person reads side by side. */
export const wordsOf = (value: string): readonly string[] => value.split(/\s+/).filter((word) => word !== '')

/** `@cotedor.fr` is what people call a domain as well. */
export const domainOf = (value: string): string => value.replace(/^.*@/, '')

/** Sieve leaves the case of letters aside, but only that of ASCII (RFC 5228 §2.7.3). */
const anyCase = (value: string): string => {
  const composed = value.normalize('NFC')
  return sieveList([...new Set([composed, composed.toLowerCase(), composed.toUpperCase()].filter(isNew))])

  function isNew(each: string, at: number, all: readonly string[]): boolean {
    return at === 0 || asciiLower(each) !== asciiLower(all[0] ?? '')
  }
}

const asciiLower = (text: string): string => text.replace(/[A-Z]/g, (each) => each.toLowerCase())

function commandOf(action: RuleAction): Written {
  switch (action.kind) {
    case 'file':
      return filed(action.folder)
    case 'delete':
      return filed(roleNames.trash)
    case 'read':
      return flagged('\\Seen')
    case 'flag':
      return flagged('\\Flagged')
    case 'label':
      return flagged(labelKeyword(action.label) ?? '')
  }
}

/** Names of folders stand in UTF-8 (RFC 5228 §2.4.2.4), whatever IMAP makes of them. */
const filed = (folder: string): Written => ({
  needs: ['fileinto', 'mailbox'],
  text: `fileinto :create ${sieveString(folder)}`,
})

const flagged = (flag: string): Written => ({
  needs: ['imap4flags'],
  text: `addflag ${sieveString(flag)}`,
})
