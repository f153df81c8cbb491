// Where an address may take a second line: before its @ where that is enough, or else after a dot or dash; not inside a word,
// and never before the last step of its domain, which says little alone.

export interface BrokenAddress {
  /** What stands before the @, or the whole text where there is no address in it. */
  readonly before: readonly string[]
  /** From the @ on, to be kept together where there is room; empty without one. */
  readonly domain: readonly string[]
  readonly after: string
}

export function addressBreaks(text: string): BrokenAddress {
  const [, before = text, domain = '', after = ''] = /^(\S+?)(@\S+)(.*)$/s.exec(text) ?? []
  return { before: stepsOf(before), domain: domain === '' ? [] : stepsOf(domain), after }
}

const stepsOf = (text: string): readonly string[] => text.split(/(?<=[.-])(?=.*[.-])/)
