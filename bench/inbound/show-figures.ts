// The tables that a run ends with: medians over the rounds, because one round on a shared machine says little, and the
// range of what depends most on the hour.

import { table } from '#cli/terminal.ts'
import type { Measured, Ran } from './compare.ts'
import type { Figures, Latency, Load } from './one-run.ts'
import type { SideName } from './side.ts'
import { median } from './statistics.ts'

const headings: Readonly<Record<SideName, string>> = { ours: 'ours', peer: 'Postfix' }

interface Column {
  readonly heading: string
  readonly rounds: readonly Figures[]
}

export function showFigures(measured: readonly Measured[]): string {
  const columns = measured.flatMap(({ load, rounds }) =>
    [...rounds].map(
      ([side, figures]): Column => ({ heading: `${showLoad(load)} ${headings[side]}`, rounds: figures }),
    ),
  )
  const row = (name: string, digits: number, of: (figures: Figures) => number): string[] => [
    name,
    ...columns.map(({ rounds }) => median(rounds.map(of)).toFixed(digits)),
  ]
  const arrivalRow = (name: string, of: (latency: Latency) => number): string[] => [
    name,
    ...columns.map(({ rounds }) => {
      const measured = rounds.flatMap(({ arrival }) => (arrival === null ? [] : [of(arrival)]))
      return measured.length === 0 ? '' : median(measured).toFixed(1)
    }),
  ]
  const names = [...new Set(columns.flatMap(({ rounds }) => [...(rounds[0]?.cpu.keys() ?? [])]))]
  const byService = (of: (figures: Figures) => ReadonlyMap<string, number>, digits: number): string[][] =>
    names.map((name) => [
      name,
      ...columns.map(({ rounds }) =>
        rounds.some((figures) => of(figures).has(name))
          ? median(rounds.map((figures) => of(figures).get(name) ?? 0)).toFixed(digits)
          : '',
      ),
    ])
  const titles = columns.map(({ heading }) => heading)
  return [
    table([
      ['MEDIAN OF THE ROUNDS', ...titles],
      row('delivered msg/s', 1, messagesPerSecond),
      [
        'from … to',
        ...columns.map(({ rounds }) =>
          range(
            rounds.map(({ perSecond }) => perSecond),
            1,
          ),
        ),
      ],
      row('MAIL to 250, p50 ms', 1, ({ transaction }) => transaction.p50),
      row('p99', 1, ({ transaction }) => transaction.p99),
      row('connection to 250, p50 ms', 1, ({ whole }) => whole.p50),
      row('p99', 1, ({ whole }) => whole.p99),
      row('connection to inbox, p50 ms', 1, ({ inbox }) => inbox.p50),
      row('p99', 1, ({ inbox }) => inbox.p99),
      arrivalRow('at rest, to inbox, p50 ms', ({ p50 }) => p50),
      arrivalRow('p99', ({ p99 }) => p99),
      row('load of the machine', 1, ({ machineLoad }) => machineLoad),
    ]),
    ratios(measured),
    table([['CPU ms A MESSAGE', ...titles], ...byService(({ cpu }) => cpu, 2), row('all', 2, allCpu)]),
    table([['PSS MB', ...titles], ...byService(({ memory }) => memory, 0)]),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

type Amount = (figures: Figures) => number

export const messagesPerSecond: Amount = ({ perSecond }) => perSecond

/** Milliseconds a message, of all that the side uses. */
export const allCpu: Amount = ({ cpu }) => [...cpu.values()].reduce((sum, each) => sum + each, 0)

/** Of a hundred messages the slowest one's way from the connection to the inbox, in milliseconds. */
export const slowestArrival: Amount = ({ inbox }) => inbox.p99

/** Ours through the peer's, round by round: what the machine did meanwhile weighed on both. Empty without a peer. */
export function ratiosOf({ rounds }: Measured, amount: Amount): readonly number[] {
  const peer = rounds.get('peer') ?? []
  return (rounds.get('ours') ?? []).flatMap((figures, round) => {
    const other = peer[round]
    return other === undefined ? [] : [amount(figures) / amount(other)]
  })
}

function ratios(measured: readonly Measured[]): string {
  if (measured.every(({ rounds }) => !rounds.has('peer'))) return ''
  const rows = (name: string, amount: Amount): string[][] => {
    const compared = measured.map((each) => ratiosOf(each, amount))
    return [
      [name, ...compared.map((each) => median(each).toFixed(2))],
      ['from … to', ...compared.map((each) => range(each, 2))],
    ]
  }
  return table([
    ['OURS / POSTFIX, MEDIAN OF ROUNDS', ...measured.map(({ load }) => showLoad(load))],
    ...rows('delivered msg/s', messagesPerSecond),
    ...rows('CPU a message, all', allCpu),
    ...rows('connection to inbox, p99', slowestArrival),
  ])
}

const range = (values: readonly number[], digits: number): string =>
  `${Math.min(...values).toFixed(digits)}…${Math.max(...values).toFixed(digits)}`

export function showRound(round: number, { side, load, figures }: Ran): string {
  const { perSecond, transaction, machineLoad } = figures
  const refused = [...figures.refusals].map(([reply, count]) => `\n  not accepted ${count} times: ${reply}`)
  const missing = figures.accepted * load.recipients - figures.delivered
  return [
    `round ${round}, ${headings[side]}, ${load.messages} × ${showLoad(load)}: `,
    `${perSecond.toFixed(1)} msg/s, p50 ${transaction.p50.toFixed(0)} ms, p99 ${transaction.p99.toFixed(0)} ms, `,
    `load ${machineLoad.toFixed(1)}`,
    ...refused,
    missing === 0 ? '' : `\n  ${missing} of what was accepted is not in an inbox`,
  ].join('')
}

const showLoad = ({ size, connections, recipients }: Load): string =>
  `${sizeOf(size)}×${connections}${recipients === 1 ? '' : `→${recipients}`}`

const sizeOf = (size: number): string =>
  size >= 1 << 20 ? `${(size / (1 << 20)).toFixed(0)} MB` : `${(size / 1024).toFixed(0)} kB`
