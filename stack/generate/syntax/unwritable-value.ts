// A value that a daemon's syntax has no way to express. Refusing it is the safe half of "escaped or refused".

/** Thrown by the builders: such a value got past the spec's own checks, so it is a fault of ours, not of the operator. */
export class UnwritableValue extends Error {
  constructor(syntax: string, value: string) {
    super(`${syntax} cannot express the value ${JSON.stringify(value)}`)
    this.name = 'UnwritableValue'
  }
}
