// How many connections there may be at once, and how long a session may take.

export interface ConnectionLimits {
  readonly maxConnections: number
  /** Of one IPv4 address or one IPv6 /64. */
  readonly maxConnectionsPerAddress: number
  /** Of one IPv4 /24. */
  readonly maxConnectionsPerNetwork: number
}

export interface SessionLimits extends ConnectionLimits {
  readonly idleTimeoutMilliseconds: number
  readonly dataTimeoutMilliseconds: number
  /** Nought: the greeting is sent at once, and who talks before it is not found out. */
  readonly greetingDelayMilliseconds: number
}
