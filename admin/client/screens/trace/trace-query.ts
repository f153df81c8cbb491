// What was typed into the one search field, as the API takes it: the reference of a message, or an address.

/** Crockford's letters, as a queue id is written. */
const reference = /^[0-9A-HJKMNP-TV-Z]{26}$/

/** A name, @ and what follows it; `<>` for notifications, which have no sender. Whether it is an address the API says. */
const whole = /^(<>|[^@\s]+@[^@\s]+)$/

export type Question = { readonly queueId?: string; readonly address?: string }

/** `partial`: the API looks for whole addresses, and this is not one yet. */
export function readTraceQuery(text: string | null): Question | 'partial' {
  if (text === null) return {}
  const upper = text.toUpperCase()
  if (reference.test(upper)) return { queueId: upper }
  return whole.test(text) ? { address: text } : 'partial'
}

/** The beginning of a period of days, to the hour: the same question for an hour, so that its answer is kept. */
export function sinceOf(period: string | null, now: Date): string | null {
  const days = Number(period)
  if (period === null || !Number.isInteger(days) || days < 1) return null
  const hour = 3_600_000
  return new Date(Math.floor(now.getTime() / hour) * hour - days * 24 * hour).toISOString()
}
