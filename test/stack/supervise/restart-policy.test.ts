import { describe, expect, test } from 'vitest'
import { afterDeath, noDeaths, type RestartHistory } from '#stack/supervise/restart-policy.ts'

function delaysOf(uptimes: readonly number[]): readonly number[] {
  let history: RestartHistory = noDeaths
  return uptimes.map((uptime) => {
    const decision = afterDeath(history, uptime)
    history = decision.history
    return decision.delayMilliseconds
  })
}

describe('afterDeath', () => {
  test('early deaths in a row → the delay doubles up to half a minute', () => {
    expect(delaysOf(Array(10).fill(50))).toEqual([
      200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000,
    ])
  })

  test('a death after a healthy life → counts as the first one', () => {
    expect(delaysOf([50, 50, 50, 60_000, 50])).toEqual([200, 400, 800, 200, 400])
  })

  test('five early deaths → failed, a healthy life → no longer', () => {
    expect(afterDeath({ earlyDeaths: 3 }, 50).failed).toBe(false)
    expect(afterDeath({ earlyDeaths: 4 }, 50).failed).toBe(true)
    expect(afterDeath({ earlyDeaths: 9 }, 120_000).failed).toBe(false)
  })
})
