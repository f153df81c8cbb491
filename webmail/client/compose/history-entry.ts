// On a phone a window is the page that one is on: it has an entry of its own in the history, so « Retour » leads back to the
// page before and closes it. The browser goes back later than it is asked to, when another window may be open already.

/** Of the browser's history, what this needs. */
export interface HistorySteps {
  readonly state: unknown
  pushState(state: unknown, unused: string): void
  back(): void
}

export interface HistoryEntry {
  /** Gives what ends it, for a window that closes otherwise; `close` is called when somebody goes back. */
  readonly begin: (id: string, close: () => void) => () => void
  /** At each `popstate`. */
  readonly stepped: () => void
}

interface Open {
  readonly id: string
  readonly close: () => void
}

export function historyEntry(steps: HistorySteps): HistoryEntry {
  let open: Open | null = null
  /** Asked for by ourselves, and not made yet. */
  let ownSteps = 0
  const before = (): object => (typeof steps.state === 'object' ? (steps.state ?? {}) : {})
  const isAt = (id: string): boolean => {
    const state = before()
    return 'writing' in state && state.writing === id
  }
  const push = (id: string): void => steps.pushState({ ...before(), writing: id }, '')
  return {
    begin(id, close) {
      const mine = { id, close }
      open = mine
      push(id)
      return () => {
        if (open !== mine) return
        open = null
        // Whoever went on to another page meanwhile stays there.
        if (!isAt(id)) return
        ownSteps += 1
        steps.back()
      }
    },
    stepped() {
      const isOwn = ownSteps > 0
      if (isOwn) ownSteps -= 1
      if (open === null || isAt(open.id)) return
      if (isOwn) return push(open.id)
      const { close } = open
      open = null
      close()
    },
  }
}
