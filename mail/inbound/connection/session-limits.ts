// How many connections a listener takes, and how long a session may take.

export interface SessionLimits {
  readonly maxConnections: number
  readonly idleTimeoutMilliseconds: number
  readonly dataTimeoutMilliseconds: number
  /** Nought: the greeting is sent at once, and who talks before it is not found out. */
  readonly greetingDelayMilliseconds: number
}
