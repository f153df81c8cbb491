// A cell of the rules about leaks as the log has it, in words: `nir.outside` and « 1 warn, 10 refuse ».

import type { Words } from '../words/fr.ts'
import { audiences, doing, type LeakKind } from './leak-policy.ts'

/** Null for a property that is none. */
export function cellName(property: string, { kinds, audiences: names }: Words['leaks']): string | null {
  const [kind = '', audience = ''] = property.split('.')
  const found = audiences.find((each) => each === audience)
  return found === undefined || !(kind in kinds)
    ? null
    : `${kinds[kind as LeakKind]}, ${names[found].toLowerCase()}`
}

/** Null where nothing was chosen. */
export function cellText(value: unknown, { step, actions }: Words['leaks']): string | null {
  if (typeof value !== 'string') return null
  const steps = [...value.matchAll(/(\d+) ([a-z]+)/g)].flatMap(([, from, action]) => {
    const found = doing.find((each) => each === action)
    return found === undefined ? [] : [step(Number(from), actions[found])]
  })
  return steps.length === 0 ? actions.allow : steps.join(', ')
}
