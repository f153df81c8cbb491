import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf } from '#webmail/api/contact/card-fields.ts'
import { readCards } from '#webmail/api/contact/read-cards.ts'
import { readTable } from '#webmail/api/contact/table-cards.ts'

const card = (...lines: readonly string[]): string => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n')
const fieldsIn = (text: string) => readCards(text, 100).cards.map(fieldsOf)

test('version 4.0 with folds, escapes, groups and preferences → all fields, the preferred address first', () => {
  const text = card(
    'VERSION:4.0',
    'UID:urn:uuid:1',
    'FN:Marie Dura',
    ' nd',
    'N:Durand;Marie;;Mme;',
    'ORG:Mairie de Saulieu;Urbanisme',
    'TITLE:Adjointe\\, voirie',
    'item1.EMAIL;TYPE=home:marie@ailleurs.test',
    'EMAIL;PREF=1;TYPE=work:marie@mairie.test',
    'TEL;TYPE="cell,voice";VALUE=uri:tel:+33612345678',
    'ADR;TYPE=work:;;1 rue de la Mairie;Saulieu;;21210;France',
    'NOTE:Une ligne\\net une autre',
  )
  expect(fieldsIn(text)).toEqual([
    {
      name: 'Marie Durand',
      organisation: 'Mairie de Saulieu, Urbanisme',
      title: 'Adjointe, voirie',
      emails: [
        { kind: 'work', address: 'marie@mairie.test' },
        { kind: 'home', address: 'marie@ailleurs.test' },
      ],
      phones: [{ kind: 'mobile', number: '+33612345678' }],
      postal: [
        { kind: 'work', street: '1 rue de la Mairie', postcode: '21210', city: 'Saulieu', country: 'France' },
      ],
      note: 'Une ligne\net une autre',
    },
  ])
})

test('version 3.0 as Apple writes it, a photo folded over many lines → fields, and the photo as data', () => {
  const photo = ['PHOTO;ENCODING=b;TYPE=JPEG:', ...Array.from({ length: 40 }, () => ` ${'/9j4'.repeat(18)}`)]
  const text = card(
    'VERSION:3.0',
    'N:Petit;Luc;;;',
    'FN:Luc Petit',
    'EMAIL;type=INTERNET;type=pref:luc@a.test',
    ...photo,
  )
  const [read] = readCards(text, 10).cards
  expect(read?.find(({ name }) => name === 'PHOTO')?.value).toMatch(/^data:image\/jpeg;base64,(\/9j4)+$/)
  expect(read?.find(({ name }) => name === 'EMAIL')?.parameters).toEqual([{ name: 'PREF', values: ['1'] }])
})

test('version 2.1 with types that are no parameters, quoted-printable and soft line breaks → the same fields', () => {
  const text = card(
    'VERSION:2.1',
    'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=89tienne;H=C3=A9l=C3=A8ne;;;',
    'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:H=C3=A9l=C3=A8ne =C3=89tien=',
    'ne',
    'TEL;CELL;VOICE:06 12 34 56 78',
    'EMAIL;INTERNET;WORK:helene@mairie.test',
    'NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:caf=E9, th=E9=0D=0Aet le reste',
  )
  expect(fieldsIn(text)).toMatchObject([
    {
      name: 'Hélène Étienne',
      phones: [{ kind: 'mobile', number: '06 12 34 56 78' }],
      emails: [{ kind: 'work', address: 'helene@mairie.test' }],
      note: 'café, thé\net le reste',
    },
  ])
})

test.each([
  ['only N', 'N:Durand;Marie;;;', 'Marie Durand'],
  ['only an organisation', 'ORG:Vauthier Toitures;', 'Vauthier Toitures'],
  ['only an address', 'EMAIL:a@b.test', 'a@b.test'],
  ['an empty FN beside N', 'FN: \r\nN:Durand;;;;', 'Durand'],
])('%s → a name all the same', (_, line, name) => {
  expect(fieldsIn(card('VERSION:3.0', line))[0]?.name).toBe(name)
})

test('lines that are none, nested agents, no end → what can be read is read', () => {
  const text = `garbage\r\n${card('VERSION:3.0', 'FN:A', 'no colon here', ';;;:', '=20', 'EMAIL:a@b.test')}BEGIN:VCARD\r\nFN:never ends`
  expect(fieldsIn(text)).toMatchObject([{ name: 'A', emails: [{ address: 'a@b.test' }] }])
})

test('control characters, NUL and half surrogates → none is kept', () => {
  const [read] = readCards(card('VERSION:4.0', `FN:A\u0000\u0007B\ud800C`, `X-\u0000A:b`), 10).cards
  expect(JSON.stringify(read)).not.toMatch(/\\u0000|\\u0007|\\ud800/)
})

test('more cards than wanted → so many, and said to be cut', () => {
  const { cards, cut } = readCards(card('FN:A').repeat(5), 3)
  expect([cards.length, cut]).toEqual([3, true])
})

test('a line of megabytes → left out, the rest of the card stays', () => {
  const text = card('FN:A', `PHOTO;ENCODING=b:${'A'.repeat(1_000_000)}`, 'EMAIL:a@b.test')
  expect(readCards(text, 10).cards[0]?.map(({ name }) => name)).toEqual(['FN', 'EMAIL'])
})

test('any text at all → never throws', () => {
  const piece = fc.constantFrom(
    'BEGIN:VCARD',
    'END:VCARD',
    'VERSION:2.1',
    'N;ENCODING=QUOTED-PRINTABLE:=',
    'A;="',
    ';',
    '=',
    '\n',
    ' ',
  )
  const anything = fc.array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 40 })
  fc.assert(fc.property(anything, (pieces) => readCards(pieces.join('\n'), 100).cards.length <= 40))
})

test('a table of thousands of columns → no table, at once', () => {
  expect(readTable(`nom${';tel'.repeat(60_000)}\nx\n`, 10)).toBeNull()
  expect(readTable(`nom${';tel'.repeat(200)}\nx\n`, 10)?.cards).toHaveLength(1)
})
