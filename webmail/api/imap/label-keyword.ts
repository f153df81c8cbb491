// Labels of ours as IMAP keywords: what a person calls a label, and its colour, is in the directory; a message bears its id.

const prefix = 'vm-label-'
const form = /^vm-label-([a-z0-9][a-z0-9-]{0,39})$/

/** Null for an id that no keyword can hold: lower-case letters, digits and dashes, forty at most. */
export function labelKeyword(id: string): string | null {
  const keyword = `${prefix}${id}`
  return form.test(keyword) ? keyword : null
}

/** Ids of the labels among the flags of a message, in order. */
export const labelsAmong = (flags: Iterable<string>): readonly string[] =>
  Array.from(flags, (flag) => form.exec(flag.toLowerCase())?.[1] ?? '')
    .filter((id) => id !== '')
    .toSorted()
