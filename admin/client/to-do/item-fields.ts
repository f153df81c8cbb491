// The fields of a thing to do as its sentence takes them: sizes, shares, days, moments and roles already in words.

import type { Told } from '../words/fr/to-do.ts'
import type { ToDoItem } from './item-address.ts'

export interface FieldFormats {
  readonly size: (bytes: number) => string
  readonly share: (share: number) => string
  readonly day: (instant: string) => string
  /** Day and time, nothing left to guess. */
  readonly full: (instant: string) => string
  readonly role: (role: string) => string
}

export function itemFields({ fields }: Pick<ToDoItem, 'fields'>, say: FieldFormats): Told {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value === null ? null : told(name, value, say)]),
  )
}

function told(
  name: string,
  value: string | number,
  { size, share, day, full, role }: FieldFormats,
): string | number {
  if (typeof value === 'number') {
    if (name === 'share') return share(value / 100)
    return name === 'usedBytes' || name === 'allowedBytes' ? size(value) : value
  }
  if (name === 'until') return day(value)
  if (name === 'lastAt' || name === 'from') return full(value)
  return name === 'role' ? role(value) : value
}
