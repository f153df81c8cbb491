/** The default branch of an exhaustive switch: reaching it is a bug, and it does not compile while a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`)
}
