// The style sheet of a message, looked at a second time in the browser that shows it: rules for what stands in one of its texts,
// by names that the server gave anew, and nothing that loads or leaves its place.

import { isSafeStyle } from './clean.ts'

/** `.m-mail-0 table.m-outer > td`: below the text that it came with. */
const withinText = /^\.m-mail-\d{1,2}(?: >)? [\w.#> -]+$/

export const isOwnSelector = (selectors: string): boolean =>
  selectors.split(',').every((each) => withinText.test(each.trim()))

/** Nothing of what is not a plain rule. */
export function ownRules(styles: string): CSSStyleSheet {
  const said = new CSSStyleSheet()
  said.replaceSync(styles)
  const kept = [...said.cssRules].flatMap((rule) =>
    rule instanceof CSSStyleRule &&
    rule.cssRules.length === 0 &&
    isOwnSelector(rule.selectorText) &&
    isSafeStyle(rule.style.cssText)
      ? [`${rule.selectorText}{${rule.style.cssText}}`]
      : [],
  )
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(kept.join('\n'))
  return sheet
}
