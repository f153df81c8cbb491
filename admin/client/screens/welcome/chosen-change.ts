// What ticking changed. What is not listed at the moment, because of a search, stays as it was.

export interface ChosenChange {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

export function chosenChange(
  before: ReadonlySet<string>,
  ticked: ReadonlySet<string>,
  listed: readonly string[],
): ChosenChange {
  return {
    added: listed.filter((code) => ticked.has(code) && !before.has(code)),
    removed: listed.filter((code) => !ticked.has(code) && before.has(code)),
  }
}
