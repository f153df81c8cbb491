// What a pivot table remembers of the table it was made from (ECMA-376 part 1 §18.10): a copy of each of its values, in
// attributes, which stays when the sheet with the table is taken out.

import { digits } from './markup-text.ts'
import { readXml } from './xml-events.ts'

/** Strings, numbers, dates; `x` only points to one of them. */
const values = new Set(['s', 'n', 'd'])

/** Fields with their values below them, records as lines; stops once it has this many characters. */
export function pivotText(xml: string, most: number): string {
  const pieces: string[] = []
  let length = 0
  const add = (text: string) => {
    if (length < most) pieces.push(text)
    length += text.length
  }
  const end = { cacheField: '\n', sharedItems: '\n', r: '\n' } as Readonly<Record<string, string>>
  let between = '\n'
  readXml(
    xml,
    {
      open: (name, { name: field = '', v: value }) => {
        if (name === 'r') between = '\t'
        if (name === 'cacheField') add(`${field}\n`)
        if (values.has(name) && value !== undefined) add(`${shown(name, value)}${between}`)
      },
      close: (name) => add(end[name] ?? ''),
    },
    () => length >= most,
  )
  return pieces.join('').slice(0, most)
}

/** `1985-03-12T00:00:00` → as people write it. */
const shown = (name: string, value: string): string =>
  name === 'd' ? value.replace(/^(\d{4})-(\d\d)-(\d\d)T.*$/, '$3/$2/$1') : digits(value)
