import { expect, test } from 'vitest'
import {
  block,
  comment,
  contentOf,
  expression,
  renderDovecot,
  setting,
  switchedOn,
} from '#stack/generate/syntax/dovecot-syntax.ts'

const value = (text: string) => renderDovecot([setting('x', text)]).slice('x = '.length, -1)

test('plain values → bare; anything Dovecot would read differently → quoted and escaped', () => {
  expect(value('/etc/x.conf')).toBe('/etc/x.conf')
  expect(value('imap lmtp')).toBe('imap lmtp')
  expect(value('</etc/shadow')).toBe('"</etc/shadow"')
  expect(value('$SET:x')).toBe('"$SET:x"')
  expect(value('a # b')).toBe('"a # b"')
  expect(value(' a')).toBe('" a"')
  expect(value('')).toBe('""')
  expect(value('say "\\"')).toBe('"say \\"\\\\\\""')
})

test('%{ in a literal → no variable; in an expression → a variable', () => {
  expect(value('100%{user}')).toBe('"100%%{user}"')
  expect(renderDovecot([setting('x', expression('%{user}'))])).toBe('x = "%{user}"\n')
})

test('line break or NUL anywhere → exception, so nothing can start a line of its own', () => {
  expect(() => value('a\nssl = no')).toThrow('one line')
  expect(() => value('a\0')).toThrow('one line')
  expect(() => renderDovecot([comment('a\nssl = no')])).toThrow('one line')
  expect(() => renderDovecot([setting('a b', 'c')])).toThrow('not the name')
  expect(() => renderDovecot([setting('a', contentOf('/x y'))])).toThrow('cannot name')
})

test('blocks → one setting a line, names quoted where they must be', () => {
  expect(renderDovecot([block('quota', 'User quota', [setting('a', 1)]), switchedOn('plugins', ['b'])])).toBe(
    'quota "User quota" {\n  a = 1\n}\nplugins {\n  b = yes\n}\n',
  )
})
