// What one actor has under way: so much at once, the rest of the same actor in its turn, without a connection to the database
// meanwhile. Whoever sends a great deal waits for themselves, and keeps nobody else from anything.

import { type TurnLimits, Turns, WaitedInVain } from './semaphore.ts'

/** Waited in vain for one's own: says nothing of the database. */
export class OwnTurnsTaken extends Error {
  override readonly name = 'OwnTurnsTaken'
}

export class OwnTurns {
  readonly #limits: TurnLimits
  readonly #byActor = new Map<string, { readonly turns: Turns; users: number }>()

  constructor(ofOne: TurnLimits) {
    this.#limits = ofOne
  }

  /** To be given back. Rejects with `OwnTurnsTaken` for whoever waited in vain. */
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
      throw error instanceof WaitedInVain ? new OwnTurnsTaken(error.message, { cause: error }) : error
    }
  }
}
