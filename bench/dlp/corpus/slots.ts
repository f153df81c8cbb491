// What the texts of the corpus are filled with.

import { familyNames, givenNames } from '#test/fixtures/fraud-corpus/names.ts'
import type { Random } from '#test/fixtures/fraud-corpus/random.ts'
import type { Words } from '#test/fixtures/fraud-corpus/spin.ts'
import {
  cardNumber,
  digits,
  foreignIban,
  fours,
  frenchAccount,
  grouped,
  iban,
  imei,
  siret,
  socialSecurityNumber,
} from './numbers.ts'

const towns =
  'Arnay-le-Duc Beaune Semur-en-Auxois Montbard Auxonne Nuits-Saint-Georges Vitteaux Pouilly-en-Auxois Seurre Is-sur-Tille Venarey-les-Laumes Genlis'.split(
    ' ',
  )
const monthNames =
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ')
const streets = [
  'rue de la Liberté',
  'Grande Rue',
  'chemin des Vignes',
  'place de l’Église',
  'route de Dijon',
  'impasse du Lavoir',
  'rue Basse',
]
const firms = [
  'Colas Nord-Est',
  'SARL Pernot TP',
  'Menuiserie Gaudry',
  'Bureau Vallée',
  'Suez Eau',
  'Enedis',
  'Orange Business',
  'Berger-Levrault',
  'Signaux Girod',
  'Elior',
  'Transdev',
  'Bodet Campanaire',
]

const two = (value: number): string => String(value).padStart(2, '0')

export function slots(random: Random): Words {
  const year = 1931 + random.integer(90)
  const birth = { day: 1 + random.integer(28), month: 1 + random.integer(12), year }
  const nir = socialSecurityNumber(random)
  const account = frenchAccount(random)
  const french = iban('FR', account)
  const abroad = foreignIban(random)
  const card = cardNumber(random)
  const cardSpelling = card.length === 15 ? '4-6-5' : '4-4-4-4'
  return {
    person: `${random.pick(givenNames)} ${random.pick(familyNames)}`,
    other: `${random.pick(givenNames)} ${random.pick(familyNames)}`,
    third: `${random.pick(givenNames)} ${random.pick(familyNames)}`,
    family: random.pick(familyNames).toUpperCase(),
    given: random.pick(givenNames),
    town: random.pick(towns),
    street: `${1 + random.integer(90)} ${random.pick(streets)}`,
    postal: `21${digits(random, 3)}`,
    firm: random.pick(firms),
    day: `${two(1 + random.integer(28))}/${two(1 + random.integer(12))}/${2025 + random.integer(2)}`,
    longDay: `${1 + random.integer(28)} ${random.pick(monthNames)} ${2025 + random.integer(2)}`,
    hour: `${8 + random.integer(11)} h ${two(random.integer(60))}`,
    amount: `${1 + random.integer(99)} ${digits(random, 3)},${digits(random, 2)}`,
    small: String(1 + random.integer(60)),
    phone: grouped(
      `0${random.pick(['3', '6', '7'])}${digits(random, 8)}`,
      '2-2-2-2-2',
      random.pick([' ', '.', '']),
    ),
    intl: `+33 ${grouped(`6${digits(random, 8)}`, '1-2-2-2-2')}`,
    siret: siret(random),
    siretGrouped: grouped(siret(random), '3-3-3-5'),
    siren: grouped(siret(random).slice(0, 9), '3-3-3'),
    vat: `FR${digits(random, 2)} ${siret(random).slice(0, 9)}`,
    devis: `D-2026-${digits(random, 5)}`,
    invoice: `FA${digits(random, 10)}`,
    order: digits(random, 10),
    engagement: `EJ${digits(random, 10)}`,
    parcelThirteen: `${random.pick(['6A', '8R', '1L', '2C'])}${digits(random, 11)}`,
    parcelFifteen: digits(random, 15),
    parcelGrouped: fours(digits(random, 16)),
    reference: digits(random, 15),
    longReference: digits(random, 18),
    sixteen: digits(random, 16),
    thirteen: digits(random, 13),
    twentyThree: digits(random, 23),
    prm: digits(random, 14),
    imei: imei(random),
    ean: digits(random, 13),
    stamp: `17${digits(random, 11)}`,
    ticket: `INC${digits(random, 7)}`,
    parcelOfLand: `${random.pick(['A', 'ZB', 'AC'])} ${1 + random.integer(400)}`,
    deliberation: `2026-${two(1 + random.integer(60))}`,
    loyalty: fours(digits(random, 16)),
    insee: `21${digits(random, 3)}`,
    nirPlain: nir,
    nirSpaced: grouped(nir, '1-2-2-2-3-3-2'),
    nirDotted: grouped(nir, '1-2-2-2-3-3-2', '.'),
    nirDashed: grouped(nir, '1-2-2-2-3-3-2', '-'),
    nirNarrow: grouped(nir, '1-2-2-2-3-3-2', '\u202f'),
    nirNoKey: grouped(nir.slice(0, 13), '1-2-2-2-3-3'),
    nirThirteen: nir.slice(0, 13),
    nirKeyApart: grouped(nir, '13-2', ' / '),
    nirKeyNamed: `${nir.slice(0, 13)} clé ${nir.slice(13)}`,
    nirOdd: grouped(nir, '3-4-3-3-2'),
    nirBoxes: [...nir].join(' '),
    nirWide: nir.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
    iban: french,
    ibanFours: fours(french),
    ibanDashed: fours(french, '-'),
    ibanLower: fours(french).toLowerCase(),
    ibanNoBreak: fours(french, '\u00a0'),
    ibanTwoLines: `${fours(french.slice(0, 16))}\n${fours(french.slice(16))}`,
    ibanGlued: `IBAN${french}`,
    rib: grouped(account, '5-5-11-2'),
    ribPlain: account,
    ribDashed: grouped(account, '5-5-11-2', '-'),
    ribLabelled: `Code banque ${account.slice(0, 5)} Code guichet ${account.slice(5, 10)} N° de compte ${account.slice(10, 21)} Clé ${account.slice(21)}`,
    ribLines: `Banque : ${account.slice(0, 5)}\nGuichet : ${account.slice(5, 10)}\nCompte : ${account.slice(10, 21)}\nClé RIB : ${account.slice(21)}`,
    foreign: abroad,
    foreignFours: fours(abroad),
    card,
    cardGrouped: grouped(card, cardSpelling),
    cardDashed: grouped(card, cardSpelling, '-'),
    cardDotted: grouped(card, cardSpelling, '.'),
    cardTwos: grouped(card, '2-2-2-2-2-2-2-2'),
    expiry: `${two(1 + random.integer(12))}/${27 + random.integer(5)}`,
    cvv: digits(random, 3),
    birth: `${two(birth.day)}/${two(birth.month)}/${birth.year}`,
    birthShort: `${two(birth.day)}.${two(birth.month)}.${two(birth.year % 100)}`,
    birthLong: `${birth.day === 1 ? '1er' : birth.day} ${monthNames[birth.month - 1]} ${birth.year}`,
    birthIso: `${birth.year}-${two(birth.month)}-${two(birth.day)}`,
    birthYear: String(birth.year),
  }
}
