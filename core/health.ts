// What one of our own processes says of itself on its loopback port, as an HTTP status (200 or 503) and one line.

/** `detail` is one line for `status`. */
export interface Health {
  /** Degraded: it serves, and a part of what it does fails. */
  readonly kind: 'ready' | 'degraded' | 'not-ready'
  readonly detail: string
}

/** The header field of the answer that says `degraded`: its status is 200, so that nobody restarts what serves. */
export const healthField = 'x-health'
