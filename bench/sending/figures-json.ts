// Everything that was measured, for other programs: each round of each side, and the machine it was measured on.

import { machine, plainMaps } from '../inbound/figures-json.ts'
import type { Measured } from './compare.ts'
import { acceptedPerSecond, allCpu, deliveredPerSecond, ratiosOf } from './show-figures.ts'

export function figuresJson(measured: readonly Measured[]): string {
  const loads = measured.map((each) => ({
    load: each.load,
    ratios: {
      deliveredPerSecond: ratiosOf(each, deliveredPerSecond),
      acceptedPerSecond: ratiosOf(each, acceptedPerSecond),
      cpu: ratiosOf(each, allCpu),
    },
    rounds: each.rounds,
  }))
  return JSON.stringify({ machine: machine(), loads }, plainMaps, 2)
}
