// postgresql.conf (PostgreSQL, "Setting Parameters"): `name = 'value'`, where a quote is doubled and a backslash
// starts an escape.

import { generatedMark } from '../generated-file.ts'
import { refuseControl, refuseOddName } from './refuse-control.ts'

export type PostgresqlSettings = Readonly<Record<string, string | number | boolean>>

const syntax = 'postgresql.conf'

export function postgresqlConf(settings: PostgresqlSettings): string {
  const lines = Object.entries(settings).map(
    ([name, value]) => `${refuseOddName(syntax, name)} = ${showValue(value)}`,
  )
  return [`# ${generatedMark}`, ...lines, ''].join('\n')
}

function showValue(value: string | number | boolean): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return `'${refuseControl(syntax, value).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
