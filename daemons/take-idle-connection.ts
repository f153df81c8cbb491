// Of connections that wait for work, the one used last: it is the least likely to have been closed meanwhile.

export interface IdleConnection {
  /** False once it was closed, or is of no use for another reason. */
  readonly usable: boolean
}

/** Takes it out, and those that went bad with it. */
export function takeIdleConnection<Connection extends IdleConnection>(
  idle: Connection[],
): Connection | undefined {
  for (;;) {
    const connection = idle.pop()
    if (connection === undefined || connection.usable) return connection
  }
}
