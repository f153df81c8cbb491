// Where a key leads in a list.

export interface ListPosition {
  readonly current: number
  readonly total: number
  /** Rows that are seen at once. */
  readonly page: number
}

/** Null for a key that leads nowhere else. */
export function rowAfterKey(key: string, { current, total, page }: ListPosition): number | null {
  const to = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + page,
    PageUp: current - page,
  }
  if (key === 'Home') return 0
  if (key === 'End') return Math.max(0, total - 1)
  if (!Object.hasOwn(to, key)) return null
  return Math.max(0, Math.min(total - 1, to[key as keyof typeof to]))
}
