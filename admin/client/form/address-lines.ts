// Addresses written one a line, as people paste them: blanks, commas and semicolons part them too.

export const readLines = (text: string): string[] => [
  ...new Set(text.split(/[\s,;]+/).filter((address) => address !== '')),
]

export const writeLines = (addresses: readonly string[]): string => addresses.join('\n')
