// clamd.conf(5) and freshclam.conf(5): one `Option value` a line. An argument runs to the end of its line, or between
// double quotes without escapes.

import { generatedMark } from '../generated-file.ts'
import { refuseControl, refuseOddName } from './refuse-control.ts'
import { UnwritableValue } from './unwritable-value.ts'

export type ClamdOption = readonly [name: string, value: string | number | boolean]

const syntax = 'clamd.conf'

export function clamdConf(options: readonly ClamdOption[]): string {
  const lines = options.map(([name, value]) => `${refuseOddName(syntax, name)} ${showValue(value)}`)
  return [`# ${generatedMark}`, ...lines, ''].join('\n')
}

function showValue(value: ClamdOption[1]): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (value === '' || value.includes('"')) throw new UnwritableValue(syntax, value)
  return /^[\w./:@-]+$/.test(value) ? value : `"${refuseControl(syntax, value)}"`
}
