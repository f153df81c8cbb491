// The cost of `smtp.greetingDelayMilliseconds`, for several values.
//
//   node bench/greeting/main.ts [--delays 0,1,100,1000] [--seconds 5]

import { parseArgs } from 'node:util'
import { table } from '#cli/terminal.ts'
import { measureGreeting } from './measure.ts'

const { values } = parseArgs({
  options: {
    delays: { type: 'string', default: '0,1,100,1000' },
    seconds: { type: 'string', default: '5' },
  },
})
const percent = (share: number): string => `${(share * 100).toFixed(0)} %`
const rows: string[][] = []
for (const delay of values.delays.split(',').map(Number)) {
  const figures = await measureGreeting(delay, Number(values.seconds))
  rows.push([
    `${delay} ms`,
    figures.p50.toFixed(1),
    figures.p99.toFixed(1),
    figures.perSecond.toFixed(0),
    percent(figures.caughtAtOnce),
    percent(figures.caughtLater),
  ])
}
console.log(
  table([
    ['DELAY', 'GREETING p50 ms', 'p99', 'CONNECTIONS/S, 100 AT ONCE', 'CAUGHT: TALKS AT ONCE', 'AFTER 50 ms'],
    ...rows,
  ]),
)
