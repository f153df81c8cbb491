// A rule while it is written: fields may be empty, and what has no meaning yet is no condition. Pure.

import type { RuleAction, RuleCondition, RuleView } from './types.ts'

export type Field = RuleCondition['field']
export type How = 'contains' | 'is' | 'domain'

export interface WrittenCondition {
  /** Of its row on the screen alone. */
  readonly id: number
  readonly field: Field
  readonly how: How
  /** A size is in megabytes. */
  readonly value: string
}

export interface WrittenRule {
  readonly name: string
  readonly on: boolean
  readonly match: RuleView['match']
  readonly conditions: readonly WrittenCondition[]
  /** Null where it files nowhere. */
  readonly folder: string | null
  readonly read: boolean
  readonly flag: boolean
  readonly delete: boolean
  /** Ids. */
  readonly labels: readonly string[]
  readonly stop: boolean
}

export const fields: readonly Field[] = [
  ...(['from', 'to', 'subject', 'words', 'list', 'attachment', 'larger', 'smaller'] as const),
]

/** The comparisons that a field has to choose from; none where there is one way. */
export const howsOf = (field: Field): readonly How[] => {
  if (field === 'from' || field === 'to') return ['contains', 'is', 'domain']
  return field === 'subject' ? ['contains', 'is'] : []
}

const megabyte = 1_000_000
let rows = 0

export const newCondition = (given: Partial<WrittenCondition> = {}): WrittenCondition => ({
  ...{ field: 'from', how: 'contains', value: '', ...given },
  id: ++rows,
})

/** Another field keeps what was typed where that may mean the same. */
export function withField(condition: WrittenCondition, field: Field): WrittenCondition {
  const hows = howsOf(field)
  const how = hows.includes(condition.how) ? condition.how : (hows[0] ?? 'contains')
  const isSize = field === 'larger' || field === 'smaller'
  const wasSize = condition.field === 'larger' || condition.field === 'smaller'
  return { ...condition, field, how, value: isSize === wasSize ? condition.value : '' }
}

export const blankRule: WrittenRule = {
  ...{ name: '', on: true, match: 'all', conditions: [], folder: null },
  ...{ read: false, flag: false, delete: false, labels: [], stop: true },
}

export function writtenFrom({ name, on, match, conditions, actions, stop }: RuleView): WrittenRule {
  const has = (kind: RuleAction['kind']) => actions.some((action) => action.kind === kind)
  return {
    ...{ name, on, match, stop, read: has('read'), flag: has('flag'), delete: has('delete') },
    conditions: conditions.map(writtenCondition),
    folder: actions.flatMap((action) => (action.kind === 'file' ? [action.folder] : []))[0] ?? null,
    labels: actions.flatMap((action) => (action.kind === 'label' ? [action.label] : [])),
  }
}

function writtenCondition(condition: RuleCondition): WrittenCondition {
  const { field } = condition
  if ('octets' in condition) return newCondition({ field, value: String(condition.octets / megabyte) })
  if (!('value' in condition)) return newCondition({ field })
  return newCondition({ field, value: condition.value, how: 'how' in condition ? condition.how : 'contains' })
}

/** Null for one that is not complete. */
export function conditionOf({ field, how, value }: WrittenCondition): RuleCondition | null {
  if (field === 'attachment') return { field }
  const text = value.trim()
  if (field === 'larger' || field === 'smaller') {
    const octets = Math.round(Number(text.replace(',', '.')) * megabyte)
    return octets >= 1 && octets <= 1000 * megabyte ? { field, octets } : null
  }
  if (text === '') return null
  if (field === 'words' || field === 'list') return { field, value: text }
  if (field === 'subject') return how === 'domain' ? null : { field, how, value: text }
  return { field, how, value: text }
}

/** All of them, or null while one is missing. */
export function conditionsOf({ conditions }: WrittenRule): readonly RuleCondition[] | null {
  const read = conditions.map(conditionOf)
  const complete = read.filter((condition) => condition !== null)
  return complete.length === 0 || complete.length < read.length ? null : complete
}

/** Marks before it files: a copy that was filed has what stood before. */
export function actionsOf(rule: WrittenRule): readonly RuleAction[] {
  return [
    ...(rule.read ? [{ kind: 'read' as const }] : []),
    ...(rule.flag ? [{ kind: 'flag' as const }] : []),
    ...rule.labels.map((label) => ({ kind: 'label' as const, label })),
    ...(rule.delete ? [{ kind: 'delete' as const }] : []),
    ...(rule.folder === null || rule.delete ? [] : [{ kind: 'file' as const, folder: rule.folder }]),
  ]
}

/** Null while something is missing: a rule has a name, conditions, and something that it does. */
export function ruleOf(rule: WrittenRule): RuleView | null {
  const name = rule.name.trim()
  const conditions = conditionsOf(rule)
  const actions = actionsOf(rule)
  if (name === '' || conditions === null || (actions.length === 0 && !rule.stop)) return null
  const { on, match, stop } = rule
  return { name, on, match, stop, conditions: [...conditions], actions: [...actions] }
}
