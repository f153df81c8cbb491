import { expect, test } from 'vitest'
import { fieldsOf, withFields } from '#webmail/api/contact/card-fields.ts'
import { duplicatesAmong } from '#webmail/api/contact/duplicates.ts'
import { mergedCard } from '#webmail/api/contact/merged-card.ts'
import { cardOf, storedCard } from '#webmail/api/contact/stored-card.ts'
import { writeCard } from '#webmail/api/contact/write-card.ts'
import { contactFields } from '#webmail/contract/contact.ts'

const written = [
  'BEGIN:VCARD',
  'VERSION:4.0',
  'UID:urn:uuid:7',
  'FN:Marie Durand',
  'N:Durand;Marie;;;',
  'EMAIL;TYPE=work;X-SINCE=2019:marie@mairie.test',
  'TEL;TYPE=cell:06 12 34 56 78',
  'BDAY:19700314',
  'X-PORTEFEUILLE:voirie',
  'END:VCARD',
  '',
].join('\r\n')
const before = cardOf(written)

test('a card read and written → the same text', () => {
  expect(writeCard('urn:uuid:7', before)).toBe(written)
})

test('fields that did not change → not a letter of the card does', () => {
  expect(writeCard('urn:uuid:7', withFields(before, fieldsOf(before)))).toBe(written)
})

test('a telephone changed → what no form shows stays, and so does all the rest', () => {
  const fields = { ...fieldsOf(before), phones: [{ kind: 'work' as const, number: '03 80 64 00 00' }] }
  const text = writeCard('urn:uuid:7', withFields(before, fields))
  expect(text).toBe(written.replace('TEL;TYPE=cell:06 12 34 56 78', 'TEL;TYPE=work:03 80 64 00 00'))
})

test('a name changed → nobody says any more which of its words is which', () => {
  const text = writeCard('u', withFields(before, { ...fieldsOf(before), name: 'Marie Petit' }))
  expect(text).toContain('FN:Marie Petit\r\n')
  expect(text).not.toContain('\r\nN:')
})

test('texts longer than the form takes, left as they are → the form may send them, and the card keeps them whole', () => {
  const long = '😀é '.repeat(3000)
  const lines = [
    `FN:${long}`,
    `ORG:${long}`,
    `TITLE:${long}`,
    `NOTE:${long}`,
    `TEL:${'1'.repeat(90)}`,
    `ADR:;;${long};;;;`,
  ]
  const card = cardOf(`BEGIN:VCARD\r\n${lines.join('\r\n')}\r\nEND:VCARD\r\n`)
  const fields = contactFields.parse(fieldsOf(card))
  expect(fieldsOf(card)).toEqual(fields)
  expect([...withFields(card, fields)].sort(byName)).toEqual([...card].sort(byName))
})

const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name < other.name ? -1 : 1

test('text with every special character → written escaped, read back the same', () => {
  const odd = 'a;b,c\\d\n"e": f\\n'
  const fields = { ...fieldsOf([]), name: 'x', note: odd, title: 'a;b,c\\' }
  const text = writeCard('u', withFields([], fields))
  expect(text.split('\r\n').filter((line) => line.startsWith('e"'))).toEqual([])
  expect(fieldsOf(cardOf(text))).toMatchObject({ note: odd, title: 'a;b,c\\' })
})

test('long lines of letters with several octets → lines of 75 octets at most, no letter cut', () => {
  const note = 'é€😀'.repeat(200)
  const text = writeCard('u', withFields([], { ...fieldsOf([]), name: 'x', note }))
  expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  expect(fieldsOf(cardOf(text)).note).toBe(note)
})

test('a photo larger than a contact may be → kept without it; too much of all else → not kept', () => {
  const photo = {
    group: '',
    name: 'PHOTO',
    parameters: [],
    value: `data:image/png;base64,${'A'.repeat(300_000)}`,
  }
  expect(storedCard([...before, photo])).toMatchObject({
    name: 'Marie Durand',
    addresses: ['marie@mairie.test'],
  })
  expect(storedCard([...before, { ...photo, name: 'X-HUGE' }])).toBeNull()
})

test('what is no address → on the card, not among the addresses; capitals → small', () => {
  const [first] = before
  if (first === undefined) throw new Error('no card')
  const mails = ['Jean@Mairie.TEST', 'not an address', '<script>@x'].map((value) => ({
    ...first,
    name: 'EMAIL',
    value,
  }))
  expect(storedCard([first, ...mails])?.addresses).toEqual(['jean@mairie.test'])
})

test('two cards merged → one of each that a person has once, all the others besides', () => {
  const other = cardOf(
    'BEGIN:VCARD\r\nFN:M. Durand\r\nEMAIL:MARIE@mairie.test\r\nEMAIL:marie@ailleurs.test\r\nTEL:0612345678\r\nORG:Mairie\r\nEND:VCARD\r\n',
  )
  expect(fieldsOf(mergedCard(before, [other]))).toMatchObject({
    name: 'Marie Durand',
    organisation: 'Mairie',
    emails: [{ address: 'marie@mairie.test' }, { address: 'marie@ailleurs.test' }],
    phones: [{ number: '06 12 34 56 78' }],
  })
})

test('contacts of one address, of one name without → duplicates; of one name with an address each → not', () => {
  const one = (id: string, name: string, ...addresses: readonly string[]) => ({
    id,
    uid: id,
    organisation: '',
    name,
    addresses,
  })
  const found = duplicatesAmong([
    one('1', 'Marie Durand', 'm@a.test'),
    one('2', 'Mme Durand', 'x@a.test', 'm@a.test'),
    one('3', 'Hélène Petit', 'h@a.test'),
    one('4', 'helene petit'),
    one('5', 'Luc', 'l1@a.test'),
    one('6', 'Luc', 'l2@a.test'),
  ])
  expect(found.map(({ why, contacts }) => [why, contacts.map(({ id }) => id)])).toEqual([
    ['address', ['1', '2']],
    ['name', ['3', '4']],
  ])
})
