// What PostgreSQL can keep as text: no NUL, no half of a surrogate pair. Asked of everything that was sent before any schema
// sees it, so that no route can forget; and no deeper than any form is, so that nothing that walks it runs out of stack.

import type { Pointed } from './problem.ts'

const deepest = 32

interface Place {
  readonly value: unknown
  readonly path: readonly string[]
}

/** What is wrong in `value`, with pointers below `part`; at most some of it. */
export function unstorable(part: string, value: unknown): readonly Pointed[] {
  const errors: Pointed[] = []
  const places: Place[] = [{ value, path: [part] }]
  for (let place = places.pop(); place !== undefined && errors.length < 10; place = places.pop()) {
    const { value: here, path } = place
    if (typeof here === 'string' && !isStorable(here)) errors.push(pointed(path))
    if (typeof here !== 'object' || here === null) continue
    if (path.length > deepest) return [...errors, { ...pointed(path), code: 'too-deep', detail: 'Too deep.' }]
    for (const [key, inner] of Object.entries(here)) {
      if (isStorable(key)) places.push({ value: inner, path: [...path, key] })
      else errors.push(pointed(path))
    }
  }
  return errors
}

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

const pointed = (path: readonly string[]): Pointed => ({
  pointer: jsonPointer(path),
  code: 'invalid-text',
  detail: 'Text must have no NUL and no half of a surrogate pair.',
})

/** RFC 6901. */
export const jsonPointer = (path: readonly PropertyKey[]): string =>
  `/${path.map((step) => String(step).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`
