// Everything that was measured, for other programs: each round of each side, and the machine it was measured on.

import { cpus, release, totalmem } from 'node:os'
import type { Measured } from './compare.ts'
import { allCpu, messagesPerSecond, ratiosOf, slowestArrival } from './show-figures.ts'

export const machine = () => ({
  processor: cpus()[0]?.model,
  cores: cpus().length,
  memoryBytes: totalmem(),
  kernel: release(),
  node: process.version,
})

export function figuresJson(measured: readonly Measured[]): string {
  const loads = measured.map((each) => ({
    load: each.load,
    ratios: {
      perSecond: ratiosOf(each, messagesPerSecond),
      cpu: ratiosOf(each, allCpu),
      inboxP99: ratiosOf(each, slowestArrival),
    },
    rounds: each.rounds,
  }))
  return JSON.stringify({ machine: machine(), loads }, plainMaps, 2)
}

export const plainMaps = (_: string, value: unknown): unknown =>
  value instanceof Map ? Object.fromEntries(value) : value
