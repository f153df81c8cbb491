// What nobody waits for, done once nothing else is to be done.

/** Within `patienceMs` in any case. Gives what takes it back. */
export function whenIdle(work: () => void, patienceMs: number): () => void {
  // Safari has no idle callback.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, patienceMs)
    return () => clearTimeout(timer)
  }
  const idle = requestIdleCallback(work, { timeout: patienceMs })
  return () => cancelIdleCallback(idle)
}
