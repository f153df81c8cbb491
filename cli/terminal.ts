// What a person at a terminal reads. The only place of the command line that prints.

/** The result of a command, on standard output. */
export function print(text: string): void {
  console.log(text)
}

/** Progress and faults, on standard error: standard output stays clean for what follows in a pipe. */
export function say(text: string): void {
  console.error(text)
}

/** A fault the person can mend: printed without a stack trace, exit code 1. */
export class Fault extends Error {
  override readonly name = 'Fault'
}

/** Columns padded to their widest cell; the first row is the heading. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => [...(row[column] ?? '')].length)),
  )
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length)))
      .join('  ')
      .trimEnd()
  return rows.map(line).join('\n')
}
