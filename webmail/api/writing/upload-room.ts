// How many octets of files are in memory while they come: a slow line keeps its share for minutes, and must not keep others out
// who send something small meanwhile.

export class UploadRoom {
  readonly #most: number
  #taken = 0

  constructor(most: number) {
    this.#most = most
  }

  /** To be given back; null where there is no room now. */
  take(octets: number): Disposable | null {
    if (this.#taken + octets > this.#most) return null
    this.#taken += octets
    return {
      [Symbol.dispose]: () => {
        this.#taken -= octets
      },
    }
  }
}
