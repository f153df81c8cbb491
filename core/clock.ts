// Time is a port: nothing but a main.ts reads the machine's clock, so a test can move it.

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }
