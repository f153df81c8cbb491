// Changes that one actor has under way: so many at once, the others of the same actor in their turn, without a connection to
// the database meanwhile. Whoever sends many that wait for each other keeps nobody else from changing anything.

import { type TurnLimits, Turns } from '#db/turns.ts'

export class OwnTurns {
  readonly #limits: TurnLimits
  readonly #byActor = new Map<string, { readonly turns: Turns; users: number }>()

  constructor(ofOne: TurnLimits) {
    this.#limits = ofOne
  }

  /** To be given back. Rejects, as `Turns` do, for whoever waited in vain. */
  async take(actor: string): Promise<Disposable> {
    const own = this.#byActor.get(actor) ?? { turns: new Turns(this.#limits), users: 0 }
    this.#byActor.set(actor, own)
    own.users += 1
    const leave = (): void => {
      own.users -= 1
      if (own.users === 0) this.#byActor.delete(actor)
    }
    try {
      const turn = await own.turns.take()
      return {
        [Symbol.dispose]: () => {
          turn[Symbol.dispose]()
          leave()
        },
      }
    } catch (error) {
      leave()
      throw error
    }
  }
}
