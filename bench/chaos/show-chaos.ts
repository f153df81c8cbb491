// The figures of one run as a person reads them, and what in them must not be.

import { table } from '#cli/terminal.ts'
import type { Chaos } from './run-chaos.ts'
import { atOnce } from './runner-setup.ts'

export function showChaos(chaos: Chaos): string {
  const { options, strikes, balance, behaviours } = chaos
  const { duplicates } = balance
  const by = (cause: string) => duplicates.filter((each) => each.cause === cause)
  const contradictory = duplicates.filter(({ as: [first, again] }) => first !== again)
  const longest = Math.max(0, ...duplicates.map(({ milliseconds }) => milliseconds))
  const bad = behaviours.filter((each) => each !== 'takes all')
  const rows: readonly (readonly [string, string | number])[] = [
    ['seed', options.seed],
    ['messages accepted', options.messages],
    ['of them in doubt when PostgreSQL fell, handed over again', chaos.doubtful],
    ['recipients', balance.recipients],
    ['destinations, of them misbehaving', `${behaviours.length}, ${bad.length}`],
    ['runners killed', strikes.runner],
    ['PostgreSQL killed, whole or one process', `${strikes.postmaster}, ${strikes.backend}`],
    ['delivered', balance.delivered],
    ['bounced, report in the inbox', balance.bounced],
    ['lost', balance.lost.length],
    ['not what had to become of them', balance.wrong.length],
    ['twice, a runner was killed between 250 and commit', by('runner').length],
    ['twice, PostgreSQL was killed between 250 and commit', by('database').length],
    ['of these delivered and bounced', contradictory.length],
    ['twice without a kill', duplicates.filter(({ cause }) => cause === null).length],
    ['most there might be: kills × deliveries at once', boundOf(chaos)],
    ['longest from 250 to the kill, ms', Math.round(longest)],
    ['held as poison, released by hand', chaos.released],
    ['runners that fell by themselves, bugs', `${chaos.fallen}, ${chaos.bugs.length}`],
    ['messages left in the queue', chaos.left],
    ['seconds', Math.round(chaos.seconds)],
  ]
  return table([['', ''], ...rows.map(([what, value]) => [what, String(value)])]).trimStart()
}

/** Of transactions that were at work when a runner died. */
const boundOf = ({ strikes }: Chaos): number => strikes.runner * atOnce

/** Deliveries that were made twice, several recipients of one message to one destination being one. */
export const repeatedDeliveries = ({ balance }: Chaos): number =>
  new Set(balance.duplicates.map(({ key }) => key.replace(/ .*@/, ' '))).size

export function faultsOf(chaos: Chaos): readonly string[] {
  const { lost, wrong, duplicates } = chaos.balance
  const unexplained = duplicates.filter(({ cause }) => cause === null)
  return [
    ...lost.map((key) => `lost: ${key}`),
    ...wrong.map((key) => `not what had to become of it: ${key}`),
    ...unexplained.map((each) => `twice without a kill: ${JSON.stringify(each)}`),
    ...chaos.bugs.map((bug) => `bug: ${bug}`),
    ...(repeatedDeliveries(chaos) > boundOf(chaos) ? ['more was repeated than was at work'] : []),
    ...(chaos.fallen > 0 ? [`runners that fell: ${chaos.fallen}`] : []),
    ...(chaos.left > 0 ? [`left in the queue: ${chaos.left}`] : []),
  ]
}
