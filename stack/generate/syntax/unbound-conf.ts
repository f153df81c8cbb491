// unbound.conf(5): clauses of `name: value` lines. A value in double quotes has no escapes, so a quote is refused.

import { generatedMark } from '../generated-file.ts'
import { refuseControl, refuseOddName } from './refuse-control.ts'
import { UnwritableValue } from './unwritable-value.ts'

/** Some options take two values: `local-zone: "test." static`. */
type Value = string | number | boolean
export type UnboundOption = readonly [name: string, ...values: [Value, ...Value[]]]

export interface UnboundClause {
  readonly name: 'server' | 'remote-control' | 'forward-zone' | 'stub-zone'
  readonly options: readonly UnboundOption[]
}

const syntax = 'unbound.conf'

export function unboundConf(clauses: readonly UnboundClause[]): string {
  const blocks = clauses.flatMap(({ name, options }) => ['', `${name}:`, ...options.map(showOption)])
  return [`# ${generatedMark}`, ...blocks, ''].join('\n')
}

const showOption = ([name, ...values]: UnboundOption): string =>
  `    ${refuseOddName(syntax, name)}: ${values.map(showValue).join(' ')}`

function showValue(value: Value): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (value.includes('"')) throw new UnwritableValue(syntax, value)
  return `"${refuseControl(syntax, value)}"`
}
