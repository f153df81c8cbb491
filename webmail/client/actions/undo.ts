// What Ctrl+Z takes back: the last change that can be, once.

let last: (() => void) | null = null

/** Gives what takes it back, which works once. */
export function rememberUndo(undo: () => void): () => void {
  const once = (): void => {
    if (last === once) last = null
    if (done) return
    done = true
    undo()
  }
  let done = false
  last = once
  return once
}

export const undoLast = (): void => last?.()
