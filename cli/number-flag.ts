// Numbers that a person writes behind a flag.

import { Fault } from './terminal.ts'

const most = 10_000
const dayMilliseconds = 86_400_000

/** Throws a fault for anything but a whole number from 1 to 10,000. */
export function numberFlag(flag: 'since' | 'limit' | 'hours', text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 1 && number <= most) return number
  throw new Fault(`--${flag} ${text}: expected a number from 1 to ${most}`)
}

/** The moment so many days ago, as `--since` asks for it. */
export const sinceFlag = (text: string): Date =>
  new Date(Date.now() - numberFlag('since', text) * dayMilliseconds)
