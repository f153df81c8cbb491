// A period of days as the log takes it: since when, to the hour, so that one question keeps its answer for a while.

const hour = 3_600_000

export function daysAgo(period: string | null, now: Date): { readonly since?: string } {
  const days = Number(period)
  if (period === null || !Number.isInteger(days) || days < 1) return {}
  return { since: new Date(Math.floor(now.getTime() / hour) * hour - days * 24 * hour).toISOString() }
}
