// The style sheets of a message, rebuilt: rules for elements and classes by name, with declarations that an element's own style
// may have, below one class of ours. Outlook and newsletters say their margins there. No at-rule, no pseudo-class, no attribute
// selector, no address: what is not read exactly as expected is left out, and what is written has no sign that ends a style
// element or begins anything in it.

import { Parser } from 'htmlparser2'
import { allowedElements, ownPrefix } from './allowed-html.ts'
import { inlineStyle } from './inline-style.ts'

const mostCharacters = 200_000
const mostRules = 1_000
const mostSelectors = 20
/** Steps from an element to one within it. */
const mostSteps = 6

/** One rule a line; each selector begins with `.scope`. */
export function styleRules(html: string, scope: string): string {
  const rules: string[] = []
  for (const { selectors, block } of rulesIn(withoutComments(sheetsIn(html)))) {
    if (rules.length >= mostRules) break
    const kept = selectors
      .split(',', mostSelectors)
      .flatMap((selector) => rebuilt(selector.trim()))
      .map((selector) => `.${scope} ${selector}`)
    const { style } = inlineStyle(block)
    if (kept.length > 0 && style !== '') rules.push(`${kept.join(',')}{${style}}`)
  }
  return rules.join('\n')
}

function sheetsIn(html: string): string {
  const sheets: string[] = []
  let [within, length] = [0, 0]
  new Parser({
    onopentag(name) {
      if (name === 'style') within += 1
    },
    ontext(text) {
      if (within === 0 || length > mostCharacters) return
      length += text.length
      sheets.push(text)
    },
    onclosetag(name) {
      if (name === 'style') within -= 1
    },
  }).end(html)
  return sheets
    .join('')
    .slice(0, mostCharacters)
    .replace(/<!--|-->/g, ' ')
}

/** One that has no end goes to the end (CSS Syntax 3 §4.3.2). */
function withoutComments(css: string): string {
  const [first = '', ...rest] = css.split('/*')
  let kept = first
  let open = false
  for (const piece of rest) {
    const end = piece.indexOf('*/')
    open = end < 0
    if (!open) kept += ` ${piece.slice(end + 2)}`
  }
  return kept
}

interface Rule {
  readonly selectors: string
  readonly block: string
}

/** Of the outermost level; what stands in a rule for others is none of its declarations. In one pass. */
function* rulesIn(css: string): Generator<Rule> {
  let at = 0
  while (at < css.length) {
    const open = css.indexOf('{', at)
    if (open < 0) return
    const end = endOfBlock(css, open)
    // `@import x; p {…}`: what ends in a semicolon is no part of the selectors after it.
    const prelude = css.slice(at, open)
    const selectors = prelude.slice(prelude.lastIndexOf(';') + 1).trim()
    yield { selectors, block: css.slice(open + 1, end) }
    at = end + 1
  }
}

function endOfBlock(css: string, open: number): number {
  let depth = 0
  for (let at = open; at < css.length; at += 1) {
    const sign = css.charAt(at)
    if (sign === '{') depth += 1
    else if (sign === '}') depth -= 1
    if (depth === 0) return at
  }
  return css.length
}

const known = new Set(allowedElements)
const compound = /^([a-z][a-z\d]{0,15})?((?:[.#][\w-]{1,60}){0,5})$/i

/** None for a selector that says anything but elements, classes and ids, one within the other. */
function rebuilt(selector: string): readonly string[] {
  const steps = selector.length > 300 ? [] : selector.replace(/\s*>\s*/g, ' > ').split(/\s+/)
  if (steps.length === 0 || steps.length > mostSteps) return []
  const written: string[] = []
  for (const step of steps) {
    const [, element = '', names = ''] = step === '' ? [] : (compound.exec(step) ?? [])
    if (step === '>') written.push(step)
    else if (element + names === '' || (element !== '' && !known.has(element.toLowerCase()))) return []
    else written.push(element + names.replace(/[.#]/g, (sign) => sign + ownPrefix))
  }
  return [written.join(' ')]
}
