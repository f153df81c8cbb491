// When a process that ended may start again. Pure: policy here, mechanism in `supervisor.ts`.

const firstDelay = 200
const longestDelay = 30_000
/** A process that lived this long was well: its earlier deaths no longer count. */
const healthyUptime = 60_000
/** After this many early deaths in a row the service shows as failed; it is still tried, at the longest delay. */
const deathsUntilFailed = 5

export interface RestartHistory {
  /** Deaths in a row that came before `healthyUptime`. */
  readonly earlyDeaths: number
}

export interface RestartDecision {
  readonly delayMilliseconds: number
  readonly failed: boolean
  readonly history: RestartHistory
}

export const noDeaths: RestartHistory = { earlyDeaths: 0 }

/** Doubles the delay with each early death; a single death after a healthy life restarts almost at once. */
export function afterDeath(history: RestartHistory, uptimeMilliseconds: number): RestartDecision {
  const earlyDeaths = uptimeMilliseconds >= healthyUptime ? 1 : history.earlyDeaths + 1
  const delayMilliseconds = Math.min(firstDelay * 2 ** (earlyDeaths - 1), longestDelay)
  return { delayMilliseconds, failed: earlyDeaths >= deathsUntilFailed, history: { earlyDeaths } }
}
