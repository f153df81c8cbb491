// « Every word begins a word of it », as `search_words` of migration `tenants` lays them out: a space before each word of the name and
// each address, capitals and accents left aside.

import { and, or, type SQL, sql } from 'drizzle-orm'

const mostWords = 8
/** As the function parts words. */
const between = /[\s\-'’.,;:()/"«»]+/u

/** `expression` is what `search_words` made; undefined for a text without any word, which finds everything. */
export function matchesWordPrefixes(expression: SQL, text: string): SQL | undefined {
  const whole = text.normalize('NFC').trim()
  const words = whole
    .split(between)
    .filter((word) => word !== '')
    .slice(0, mostWords)
  if (words.length === 0) return undefined
  const begins = (word: string): SQL =>
    sql`${expression} like alphabetical(${`% ${word.replace(/[\\%_]/g, '\\$&')}%`})`
  // An address is one word, whatever stands in it.
  return words.length === 1 && words[0] === whole
    ? begins(whole)
    : or(and(...words.map(begins)), begins(whole))
}
