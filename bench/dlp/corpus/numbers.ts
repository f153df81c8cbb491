// Numbers as they stand in the mail of a mairie, right and random. Made here by rules of its own: nothing is taken from the
// detectors, so that a mistake in one does not hide in the other.

import type { Random } from '#test/fixtures/fraud-corpus/random.ts'

export const digits = (random: Random, length: number): string =>
  Array.from({ length }, () => random.integer(10)).join('')

const two = (value: number): string => String(value).padStart(2, '0')

/** With its key, 15 signs; Corsica and births abroad among them. */
export function socialSecurityNumber(random: Random): string {
  const department = random.chance(0.08)
    ? random.pick(['2A', '2B'])
    : random.chance(0.1)
      ? '99'
      : two(1 + random.integer(95))
  const body = `${random.pick(['1', '2'])}${two(random.integer(100))}${two(1 + random.integer(12))}${department}${String(1 + random.integer(990)).padStart(3, '0')}${String(1 + random.integer(998)).padStart(3, '0')}`
  const number = BigInt(body.replace('2A', '19').replace('2B', '18'))
  return body + two(97 - Number(number % 97n))
}

/** Bank, branch, account and the key that makes 97 divide it. */
export function frenchAccount(random: Random): string {
  const bank = random.pick(['10278', '30004', '20041', '12506', '14445', '30002', '30001', '16706'])
  const account = random.chance(0.3)
    ? `${digits(random, 7)}${random.pick(['A', 'D', 'H', 'N', 'T', 'X'])}${digits(random, 3)}`
    : digits(random, 11)
  const base = bank + digits(random, 5) + account
  const numeric = base.replace(/[A-Z]/g, (letter) =>
    '12345678912345678923456789'.charAt(letter.charCodeAt(0) - 65),
  )
  return base + two(97 - Number((BigInt(numeric) * 100n) % 97n))
}

export function iban(country: string, account: string): string {
  const rearranged = `${account}${country}00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  return `${country}${two(98 - Number(BigInt(rearranged) % 97n))}${account}`
}

export const foreignIban = (random: Random): string =>
  random.chance(0.5)
    ? iban('DE', digits(random, 18))
    : random.chance(0.5)
      ? iban('NL', `INGB${digits(random, 10)}`)
      : iban('LU', digits(random, 16))

/** The last digit that makes the sum of Luhn a multiple of ten. */
export function withLuhnDigit(start: string): string {
  let sum = 0
  for (const [index, sign] of [...start].reverse().entries()) {
    const value = Number(sign) * (index % 2 === 0 ? 2 : 1)
    sum += value > 9 ? value - 9 : value
  }
  return start + String((10 - (sum % 10)) % 10)
}

export const cardNumber = (random: Random): string =>
  random.chance(0.12)
    ? withLuhnDigit(random.pick(['37', '34']) + digits(random, 12))
    : withLuhnDigit(
        random.pick(['4970', '4974', '4533', '5131', '5136', '5412', '2223']) + digits(random, 11),
      )

/** 14 digits; enterprises and mairies. */
export const siret = (random: Random): string =>
  withLuhnDigit(
    withLuhnDigit(random.pick(['21', '20', '30', '38', '36', '44', '51', '79', '88']) + digits(random, 6)) +
      `000${random.integer(9)}`,
  )

export const imei = (random: Random): string => withLuhnDigit(`35${digits(random, 12)}`)

/** `4-4-4-4` → groups; what is left over makes a last one. */
export function grouped(number: string, lengths: string, between = ' '): string {
  const groups: string[] = []
  let at = 0
  for (const length of lengths.split('-').map(Number)) {
    groups.push(number.slice(at, at + length))
    at += length
  }
  groups.push(number.slice(at))
  return groups.filter((group) => group !== '').join(between)
}

export const fours = (number: string, between = ' '): string => grouped(number, '4-4-4-4-4-4-4', between)
