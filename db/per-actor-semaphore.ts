// What one actor has under way: so much at once, the rest of the same actor in its turn, without a connection to the database
// meanwhile. Whoever sends a great deal waits for themselves, and keeps nobody else from anything.

import { Semaphore, type SemaphoreLimits, SemaphoreTimeout } from './semaphore.ts'

/** Waited in vain for one's own: says nothing of the database. */
export class ActorSemaphoreTimeout extends Error {
  override readonly name = 'ActorSemaphoreTimeout'
}

export class PerActorSemaphore {
  readonly #limits: SemaphoreLimits
  readonly #byActor = new Map<string, { readonly turns: Semaphore; users: number }>()

  constructor(ofOne: SemaphoreLimits) {
    this.#limits = ofOne
  }

  /** To be given back. Rejects with `ActorSemaphoreTimeout` for whoever waited in vain. */
  async take(actor: string): Promise<Disposable> {
    const own = this.#byActor.get(actor) ?? { turns: new Semaphore(this.#limits), users: 0 }
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
      throw error instanceof SemaphoreTimeout
        ? new ActorSemaphoreTimeout(error.message, { cause: error })
        : error
    }
  }
}
