// No value of a generated configuration has a reason to hold a control character: NUL ends a C string early, a line
// break ends a setting and starts another one.

import { UnwritableValue } from './unwritable-value.ts'

/** Returns `value` unchanged, or throws when it holds a control character or half a surrogate pair. */
export function refuseControl(syntax: string, value: string): string {
  if (/[\p{Cc}\u2028\u2029]/u.test(value) || !value.isWellFormed()) throw new UnwritableValue(syntax, value)
  return value
}

/** Names of settings are ours, never a spec's; one that is not a plain word is a mistake. */
export function refuseOddName(syntax: string, name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) throw new UnwritableValue(syntax, name)
  return name
}
