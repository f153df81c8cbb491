// knot.conf(5): sections of items that look like YAML but are not: a list item starts with `- `, every text is in
// double quotes, where `\"` is a quote and a backslash is otherwise itself: it is refused, so that nothing is ambiguous.

import { generatedMark } from '../generated-file.ts'
import { refuseControl, refuseOddName } from './refuse-control.ts'
import { UnwritableValue } from './unwritable-value.ts'

type Value = string | number | boolean
export type KnotItem = readonly [name: string, value: Value | readonly string[]]

export interface KnotSection {
  readonly name: 'server' | 'log' | 'control' | 'database' | 'acl' | 'policy' | 'template' | 'zone'
  /** One group for a plain section; several for a section that is a list, each opening with its identifier. */
  readonly groups: readonly (readonly KnotItem[])[]
}

const syntax = 'knot.conf'
const listed: ReadonlySet<KnotSection['name']> = new Set(['log', 'acl', 'policy', 'template', 'zone'])

/** `include` is read where it stands: before what refers to it. */
export interface KnotConf {
  readonly include: string
  readonly sections: readonly KnotSection[]
}

export function knotConf({ include, sections }: KnotConf): string {
  const lines = ['', `include: ${quoted(include)}`, ...sections.flatMap(showSection), '']
  return [`# ${generatedMark}`, ...lines].join('\n')
}

/** A file of its own, because its one reader is the daemon that it is included by. */
export const knotKey = (id: string, secret: string): string =>
  ['key:', `  - id: ${quoted(id)}`, '    algorithm: "hmac-sha256"', `    secret: ${quoted(secret)}`, ''].join(
    '\n',
  )

function showSection({ name, groups }: KnotSection): readonly string[] {
  const lines = groups.flatMap((items) =>
    items.map(([item, value], index) => {
      const lead = listed.has(name) ? (index === 0 ? '  - ' : '    ') : '    '
      return `${lead}${refuseOddName(syntax, item)}: ${showValue(value)}`
    }),
  )
  return ['', `${name}:`, ...lines]
}

function showValue(value: KnotItem[1]): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return typeof value === 'string' ? quoted(value) : `[ ${value.map(quoted).join(', ')} ]`
}

function quoted(text: string): string {
  if (text.includes('\\')) throw new UnwritableValue(syntax, text)
  return `"${refuseControl(syntax, text).replaceAll('"', '\\"')}"`
}
