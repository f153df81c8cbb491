// The tables that a run ends with: medians over the rounds, because one round on a shared machine says little.

import { table } from '#cli/terminal.ts'
import type { Figures, Load } from './one-run.ts'

export interface Measured {
  readonly load: Load
  readonly rounds: readonly Figures[]
}

export function showFigures(measured: readonly Measured[]): string {
  const headings = measured.map(({ load }) => `${sizeOf(load)}, ${load.connections} conn.`)
  const row = (name: string, digits: number, of: (figures: Figures) => number): string[] => [
    name,
    ...measured.map(({ rounds }) => median(rounds.map(of)).toFixed(digits)),
  ]
  const names = [...(measured[0]?.rounds[0]?.cpu.keys() ?? [])]
  return [
    table([
      ['MEDIAN OF THE ROUNDS', ...headings],
      row('delivered msg/s', 1, ({ perSecond }) => perSecond),
      row('latency p50 ms', 1, ({ p50 }) => p50),
      row('latency p99 ms', 1, ({ p99 }) => p99),
      row('load of the machine', 1, ({ machineLoad }) => machineLoad),
    ]),
    table([
      ['CPU ms A MESSAGE', ...headings],
      ...names.map((name) => row(name, 2, ({ cpu }) => cpu.get(name) ?? 0)),
      row('all', 2, ({ cpu }) => [...cpu.values()].reduce((sum, each) => sum + each, 0)),
    ]),
    table([
      ['PSS MB', ...headings],
      ...names.map((name) => row(name, 0, ({ memory }) => memory.get(name) ?? 0)),
    ]),
  ].join('\n\n')
}

export function showRound(round: number, load: Load, figures: Figures): string {
  const { perSecond, p50, p99, machineLoad } = figures
  const refused = [...figures.refusals].map(([reply, count]) => `\n  not accepted ${count} times: ${reply}`)
  const missing = figures.accepted - figures.delivered
  return [
    `round ${round}, ${load.messages} × ${sizeOf(load)}, ${load.connections} connections: `,
    `${perSecond.toFixed(1)} msg/s, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, load ${machineLoad.toFixed(1)}`,
    ...refused,
    missing === 0 ? '' : `\n  ${missing} accepted messages are not in an inbox: they wait or are held`,
  ].join('')
}

const sizeOf = ({ size }: Load): string =>
  size >= 1 << 20 ? `${(size / (1 << 20)).toFixed(0)} MB` : `${(size / 1024).toFixed(0)} kB`

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle) - 1] ?? Number.NaN)) / 2
}
