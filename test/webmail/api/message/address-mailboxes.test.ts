import { addressParser } from 'postal-mime'
import { expect, test } from 'vitest'
import { mailboxesOf } from '#webmail/api/message/address-mailboxes.ts'

test.each<readonly [string, string, readonly (readonly [name: string, address: string])[]]>([
  [
    'two mailboxes',
    'Durand <a@a.test>, b@a.test',
    [
      ['Durand', 'a@a.test'],
      ['', 'b@a.test'],
    ],
  ],
  [
    'a group between mailboxes',
    'a@a.test, Les élus: Luc <luc@a.test>, eva@a.test;, b@a.test',
    [
      ['', 'a@a.test'],
      ['Luc', 'luc@a.test'],
      ['', 'eva@a.test'],
      ['', 'b@a.test'],
    ],
  ],
  ['a group that names nobody', 'undisclosed-recipients:;', [['undisclosed-recipients', '']]],
  [
    'one beside a mailbox',
    'Mairie: ;, a@a.test',
    [
      ['Mairie', ''],
      ['', 'a@a.test'],
    ],
  ],
  ['an empty field', '', []],
])('%s → whom it names', (_, field, expected) => {
  expect(mailboxesOf(addressParser(field)).map(({ name, address }) => [name, address])).toEqual(expected)
})
