// The rules of a tenant about leaks as a form: for each kind and audience one number for each action, empty for never. What is
// not chosen stays open, so nothing is copied that may change above it.

import type { AdminAnswer, AdminInput } from '../../contract/all.ts'

export type LeakPolicyView = AdminAnswer<'GET /communes/{commune}/leak-policy'>
export type LeakPolicyChange = AdminInput<'PUT /communes/{commune}/leak-policy'>['body']
type Rules = LeakPolicyView['effective']['rules']
export type LeakKind = keyof Rules
export type LeakAudience = keyof Rules[LeakKind]
export type Steps = Rules[LeakKind][LeakAudience]
export type LeakAction = Steps[number]['action']

/** In order of severity; what is allowed needs no number. */
export const doing = ['warn', 'justify', 'hold', 'refuse'] as const satisfies readonly LeakAction[]
export type Doing = (typeof doing)[number]

export const audiences = ['inside', 'partners', 'outside'] as const satisfies readonly LeakAudience[]

/** What is typed for one audience: from how many values on each action is taken. */
export interface TypedCell {
  /** As it is above; what is typed below waits. */
  readonly inherits: boolean
  readonly from: Readonly<Record<Doing, string>>
}

export const typedCell = (own: Steps | undefined, inherited: Steps): TypedCell => ({
  inherits: own === undefined,
  from: {
    warn: startOf('warn', own ?? inherited),
    justify: startOf('justify', own ?? inherited),
    hold: startOf('hold', own ?? inherited),
    refuse: startOf('refuse', own ?? inherited),
  },
})

const startOf = (action: Doing, steps: Steps): string =>
  String(steps.find((step) => step.action === action)?.from ?? '')

const most = 100_000

/** A number as people write it; null for what is none, undefined for an empty field. */
function readCount(text: string): number | null | undefined {
  const plain = text.replace(/\s/g, '')
  if (plain === '') return undefined
  const count = /^\d{1,6}$/.test(plain) ? Number(plain) : 0
  return count >= 1 && count <= most ? count : null
}

export type WrongCount = 'none' | 'not-higher'

export interface ReadCell {
  /** Undefined: as above. */
  readonly steps: Steps | undefined
  readonly wrong: ReadonlyMap<Doing, WrongCount>
}

/** A severer action must begin higher than each milder one, or that would never be taken. */
export function readCell({ inherits, from }: TypedCell): ReadCell {
  const wrong = new Map<Doing, WrongCount>()
  if (inherits) return { steps: undefined, wrong }
  const steps: { from: number; action: LeakAction }[] = []
  for (const action of doing) {
    const count = readCount(from[action])
    if (count === undefined) continue
    if (count === null) wrong.set(action, 'none')
    else if (count <= (steps.at(-1)?.from ?? 0)) wrong.set(action, 'not-higher')
    else steps.push({ from: count, action })
  }
  return { steps: steps.length === 0 ? [{ from: 1, action: 'allow' }] : steps, wrong }
}

export type TypedRule = Readonly<Record<LeakAudience, TypedCell>>

export const typedRule = ({ own, inherited }: LeakPolicyView, kind: LeakKind): TypedRule => ({
  inside: typedCell(own.rules[kind]?.inside, inherited.rules[kind].inside),
  partners: typedCell(own.rules[kind]?.partners, inherited.rules[kind].partners),
  outside: typedCell(own.rules[kind]?.outside, inherited.rules[kind].outside),
})

/** The whole of it, with the rule for this kind changed: the route takes nothing less. */
export function changedRule(
  { version, own }: LeakPolicyView,
  kind: LeakKind,
  steps: { readonly [Audience in LeakAudience]: Steps | undefined },
): LeakPolicyChange {
  const { [kind]: _, ...others } = own.rules
  const chosen = audiences.flatMap((audience) => {
    const each = steps[audience]
    return each === undefined ? [] : [[audience, each] as const]
  })
  const rules = chosen.length === 0 ? others : { ...others, [kind]: Object.fromEntries(chosen) }
  return { version, rules, partners: own.partners }
}

export const changedPartners = (
  { version, own }: LeakPolicyView,
  partners: readonly string[] | null,
): LeakPolicyChange => ({ version, rules: own.rules, partners })

/** Steps that do something: « nothing » is written as one that allows from the first value on. */
export const stepsThatDo = (steps: Steps): Steps => steps.filter(({ action }) => action !== 'allow')
