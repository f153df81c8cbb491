// UCL, the syntax of rspamd: JSON with friendlier keys. A double-quoted string has JSON escapes, but `$NAME` in it is
// replaced by a variable of rspamd's; `$$` is unescaped only where another variable stands too, so `$` is refused.

import { generatedMark } from '../generated-file.ts'
import { refuseControl } from './refuse-control.ts'
import { UnwritableValue } from './unwritable-value.ts'

export type UclValue = string | number | boolean | readonly UclValue[] | UclObject
export interface UclObject {
  readonly [key: string]: UclValue
}

const syntax = 'UCL'

/** A whole file: `include` names files that are read after `settings`. */
export function ucl(settings: UclObject, include: readonly string[] = []): string {
  return [`# ${generatedMark}`, ...uclLines(settings), ...include.map(includeLine), ''].join('\n')
}

/** A whole file of one section within others, the outermost named first: `include` names files that are read inside of it. */
export function uclSection(
  names: readonly string[],
  settings: UclObject,
  include: readonly string[],
): string {
  const opened = names.map((name) => `${showString(name)} {`)
  const closed = names.map(() => '}')
  const lines = [...opened, ...uclLines(settings), ...include.map(includeLine), ...closed]
  return [`# ${generatedMark}`, ...lines, ''].join('\n')
}

/** The settings alone, for files that hold a secret and carry no mark. */
export function uclLines(settings: UclObject): readonly string[] {
  return Object.entries(settings).map(([key, value]) => `${showString(key)} = ${showValue(value)};`)
}

/** The path of an include is expanded and globbed: one that could be is refused. */
function includeLine(path: string): string {
  if (/["$*?[\]{}\\]/.test(path)) throw new UnwritableValue(syntax, path)
  return `.include(try=false) "${refuseControl(syntax, path)}"`
}

function showValue(value: UclValue): string {
  if (typeof value === 'string') return showString(value)
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new UnwritableValue(syntax, String(value))
    return String(value)
  }
  if (isList(value)) return `[${value.map(showValue).join(', ')}]`
  return `{ ${uclLines(value).join(' ')} }`
}

const isList = (value: UclValue): value is readonly UclValue[] => Array.isArray(value)

function showString(text: string): string {
  if (text.includes('$')) throw new UnwritableValue(syntax, text)
  return JSON.stringify(refuseControl(syntax, text))
}
