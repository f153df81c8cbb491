// Whatever a value holds, it stays one value: each builder's output is read back by the rules of its daemon's own
// reader, and must give the value again. A value that the syntax cannot hold is refused.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clamdConf } from '#stack/generate/syntax/clamd-conf.ts'
import { knotConf } from '#stack/generate/syntax/knot-conf.ts'
import { postgresqlConf } from '#stack/generate/syntax/postgresql-conf.ts'
import { postgresqlHba } from '#stack/generate/syntax/postgresql-hba.ts'
import { redisConf } from '#stack/generate/syntax/redis-conf.ts'
import { ucl } from '#stack/generate/syntax/ucl.ts'
import { unboundConf } from '#stack/generate/syntax/unbound-conf.ts'
import { UnwritableValue } from '#stack/generate/syntax/unwritable-value.ts'

/** Text as an attacker would choose it, and text as it comes. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('"', "'", '\\', '\n', '\r', '\0', '#', ';', '{', '}', '$', ':', ' ', 'a'),
  }),
)

interface Syntax {
  readonly name: string
  readonly write: (value: string) => string
  /** What stands between the setting's name and the end of its line, for the one line that holds it. */
  readonly lead: string
  readonly read: (written: string) => string
}

const inQuotes = (quote: string) => (written: string) => {
  expect(written.startsWith(quote) && written.endsWith(quote) && written.length >= 2).toBe(true)
  return written.slice(1, -1)
}
const withoutEscapes = (written: string) => {
  const value = inQuotes('"')(written)
  expect(value).not.toContain('"')
  return value
}
const withBackslashes = (written: string) => {
  const value = inQuotes('"')(written)
  expect(value).toMatch(/^(?:[^"\\]|\\["\\])*$/)
  return value.replace(/\\(["\\])/g, '$1')
}

const syntaxes: readonly Syntax[] = [
  {
    name: 'postgresql.conf',
    write: (value) => postgresqlConf({ setting: value }),
    lead: 'setting = ',
    read: (written) => {
      const value = inQuotes("'")(written)
      expect(value).toMatch(/^(?:[^'\\]|''|\\\\)*$/)
      return value.replaceAll("''", "'").replaceAll('\\\\', '\\')
    },
  },
  {
    name: 'pg_hba.conf',
    write: (value) =>
      postgresqlHba([{ from: null, database: { keyword: 'all' }, role: value, method: 'reject' }]),
    lead: 'local all ',
    read: (written) => withoutEscapes(written.replace(/ reject$/, '')),
  },
  {
    name: 'redis.conf',
    write: (value) => redisConf([['dir', value]]),
    lead: 'dir ',
    read: withBackslashes,
  },
  {
    name: 'unbound.conf',
    write: (value) => unboundConf([{ name: 'server', options: [['directory', value]] }]),
    lead: '    directory: ',
    read: withoutEscapes,
  },
  {
    name: 'knot.conf',
    write: (value) =>
      knotConf({ include: '/key', sections: [{ name: 'server', groups: [[['rundir', value]]] }] }),
    lead: '    rundir: ',
    read: withBackslashes,
  },
  {
    name: 'clamd.conf',
    write: (value) => clamdConf([['DatabaseDirectory', value]]),
    lead: 'DatabaseDirectory ',
    read: (written) => (written.startsWith('"') ? withoutEscapes(written) : written),
  },
  {
    name: 'UCL',
    write: (value) => ucl({ key: value }),
    lead: '"key" = ',
    read: (written) => {
      expect(written).not.toContain('$')
      return JSON.parse(written.replace(/;$/, '')) as string
    },
  },
]

test.each(syntaxes)('any text in $name → one value on its own line, or refused', ({ write, lead, read }) => {
  fc.assert(
    fc.property(hostile, (value) => {
      const shape = write('a').split('\n')
      let written: string
      try {
        written = write(value)
      } catch (error) {
        expect(error).toBeInstanceOf(UnwritableValue)
        return
      }
      const lines = written.split('\n')
      expect(lines).toHaveLength(shape.length)
      const holding = lines.filter((line) => line.startsWith(lead))
      expect(holding).toHaveLength(1)
      expect(read((holding[0] ?? '').slice(lead.length))).toBe(value)
    }),
    { numRuns: 500 },
  )
})

test.each(syntaxes)('line break, NUL or carriage return in $name → refused', ({ write }) => {
  for (const value of ['a\nb', 'a\0b', 'a\rb', 'a\u2028b', '\ud800']) {
    expect(() => write(value)).toThrow(UnwritableValue)
  }
})

test('ordinary paths → written by every syntax', () => {
  for (const { write } of syntaxes) {
    expect(write('/srv/état du Morvan/data')).toContain('/srv/état du Morvan/data')
  }
})

test('name that is no plain word → refused', () => {
  expect(() => postgresqlConf({ 'a = 1\nfsync': 'off' })).toThrow(UnwritableValue)
  expect(() => redisConf([['save 1', 1]])).toThrow(UnwritableValue)
  expect(() => unboundConf([{ name: 'server', options: [['x: y', 1]] }])).toThrow(UnwritableValue)
})

test('include that could be expanded, and number that is none → refused', () => {
  expect(() => ucl({}, ['/etc/*.conf'])).toThrow(UnwritableValue)
  expect(() => ucl({}, ['$HOME/x'])).toThrow(UnwritableValue)
  expect(() => ucl({ count: Number.NaN })).toThrow(UnwritableValue)
})
