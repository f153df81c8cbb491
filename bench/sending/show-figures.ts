// The tables that a run ends with: medians over the rounds, and the range of what depends most on the hour.

import { table } from '#cli/terminal.ts'
import { median } from '../inbound/statistics.ts'
import type { Measured, Ran } from './compare.ts'
import type { Figures } from './one-run.ts'
import type { Load } from './options.ts'
import type { SideName } from './side.ts'

const headings: Readonly<Record<SideName, string>> = { ours: 'ours', peer: 'Postfix' }

/** What our side does for a message that the peer's does not: spam and virus scan, outside of the gateway. */
const scanners = ['rspamd', 'clamd', 'redis']

type Amount = (figures: Figures) => number

export const deliveredPerSecond: Amount = (figures) => figures.deliveredPerSecond
export const acceptedPerSecond: Amount = (figures) => figures.acceptedPerSecond
/** Milliseconds a message, of all that the side uses. */
export const allCpu: Amount = ({ cpu }) => [...cpu.values()].reduce((sum, each) => sum + each, 0)
export const scannerCpu: Amount = ({ cpu }) => scanners.reduce((sum, name) => sum + (cpu.get(name) ?? 0), 0)
const cpuWithoutScanners: Amount = (figures) => allCpu(figures) - scannerCpu(figures)

export function showFigures(measured: readonly Measured[]): string {
  const columns = measured.flatMap(({ load, rounds }) =>
    [...rounds].map(([side, figures]) => ({ heading: `${showLoad(load)} ${headings[side]}`, figures })),
  )
  const titles = columns.map(({ heading }) => heading)
  const row = (name: string, digits: number, of: Amount): string[] => [
    name,
    ...columns.map(({ figures }) => median(figures.map(of)).toFixed(digits)),
  ]
  const ranges = (of: Amount): string[] => [
    'from … to',
    ...columns.map(({ figures }) => range(figures.map(of), 1)),
  ]
  const names = [...new Set(columns.flatMap(({ figures }) => [...(figures[0]?.cpu.keys() ?? [])]))]
  const byService = (of: (figures: Figures) => ReadonlyMap<string, number>, digits: number): string[][] =>
    names.map((name) => [
      name,
      ...columns.map(({ figures }) =>
        figures.some((each) => of(each).has(name))
          ? median(figures.map((each) => of(each).get(name) ?? 0)).toFixed(digits)
          : '',
      ),
    ])
  return [
    table([
      ['MEDIAN OF THE ROUNDS', ...titles],
      row('delivered msg/s', 1, deliveredPerSecond),
      ranges(deliveredPerSecond),
      row('accepted msg/s', 1, acceptedPerSecond),
      ranges(acceptedPerSecond),
      row('MAIL to 250, p50 ms', 1, ({ latency }) => latency.p50),
      row('p99', 1, ({ latency }) => latency.p99),
      row('load of the machine', 1, ({ machineLoad }) => machineLoad),
    ]),
    ratios(measured),
    table([
      ['CPU ms A MESSAGE', ...titles],
      ...byService(({ cpu }) => cpu, 2),
      row('all', 2, allCpu),
      row('of it spam and virus scanners', 2, scannerCpu),
      row('without them', 2, cpuWithoutScanners),
      row('the sessions that send, in no sum', 2, ({ clientCpu }) => clientCpu),
    ]),
    table([['PSS MB', ...titles], ...byService(({ memory }) => memory, 0)]),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

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
    ...rows('delivered msg/s', deliveredPerSecond),
    ...rows('accepted msg/s', acceptedPerSecond),
    ...rows('CPU a message, all', allCpu),
    ...rows('CPU a message, without scanners', cpuWithoutScanners),
  ])
}

const range = (values: readonly number[], digits: number): string =>
  `${Math.min(...values).toFixed(digits)}…${Math.max(...values).toFixed(digits)}`

export function showRound(round: number, { side, load, figures }: Ran): string {
  const { latency, machineLoad, refusals, accepted, delivered } = figures
  return [
    `${round === 0 ? 'not counted' : `round ${round}`}, ${headings[side]}, ${load.messages} × ${showLoad(load)}: `,
    `delivered ${figures.deliveredPerSecond.toFixed(1)} msg/s, accepted ${figures.acceptedPerSecond.toFixed(1)}, `,
    `p50 ${latency.p50.toFixed(0)} ms, p99 ${latency.p99.toFixed(0)} ms, load ${machineLoad.toFixed(1)}`,
    ...[...refusals].map(([reply, count]) => `\n  not accepted ${count} times: ${reply}`),
    delivered === accepted ? '' : `\n  accepted ${accepted}, in the sinks ${delivered}`,
  ].join('')
}

const showLoad = ({ size, connections }: Load): string =>
  `${size >= 1 << 20 ? `${(size / (1 << 20)).toFixed(0)} MB` : `${(size / 1024).toFixed(0)} kB`}×${connections}`
