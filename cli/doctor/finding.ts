// One line of `doctor`.

export interface Finding {
  readonly what: string
  readonly state: 'good' | 'warning' | 'bad'
  readonly found: string
  /** Empty when there is nothing to do. */
  readonly todo: string
}

export const good = (what: string, found: string): Finding => ({ what, state: 'good', found, todo: '' })
export const warning = (what: string, found: string, todo: string): Finding => ({
  what,
  state: 'warning',
  found,
  todo,
})
export const bad = (what: string, found: string, todo: string): Finding => ({
  what,
  state: 'bad',
  found,
  todo,
})
