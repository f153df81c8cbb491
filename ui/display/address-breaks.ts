// Where an address may take a second line: before its @ where its domain is no long one, or else after a dot or dash; not
// inside a word, and never before the last step of its domain, which says little alone.

export interface BrokenAddress {
  /** What stands before the @, or the whole text where there is no address in it. */
  readonly before: readonly string[]
  /** From the @ on; a single step is kept together. Empty without an @. */
  readonly domain: readonly string[]
  readonly after: string
}

/** As wide as the narrowest cell, in letters. */
const longest = 28

export function addressBreaks(text: string): BrokenAddress {
  const [, before = text, domain = '', after = ''] = /^(\S+?)(@\S+)(.*)$/s.exec(text) ?? []
  return { before: stepsOf(before), domain: domainSteps(domain), after }
}

function domainSteps(domain: string): readonly string[] {
  if (domain === '') return []
  return domain.length <= longest ? [domain] : stepsOf(domain)
}

const stepsOf = (text: string): readonly string[] => text.split(/(?<=[.-])(?=.*[.-])/)
