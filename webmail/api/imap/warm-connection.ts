// One connection to one mailbox that stays open between commands. Whoever wants something waits for their turn, in order; a
// connection that broke is opened anew by the next one. A read that met a broken one is tried once more by itself, a change
// never: nobody knows whether it was done.

import type { ImapFlow } from 'imapflow'
import { failed, type Result } from '#core/result.ts'
import { busy, faultOf, gone, type MailFault } from './mail-fault.ts'

export type Work<T> = (client: ImapFlow) => Promise<Result<T, MailFault>>

export interface Task<T> {
  readonly work: Work<T>
  readonly isChange: boolean
  /** Done on the connection that is there or not at all: nobody waits for it, and whoever did may have lost their access. */
  readonly whereOpen?: boolean
  /** Waiting and working together; then the connection, which may hang, is closed. */
  readonly deadlineMilliseconds: number
}

/** Resolves with a connection that is signed in; rejects with an error of the library. */
export type OpenClient = () => Promise<ImapFlow>

/** Whoever waits behind so many others would be told the same too late. */
const mostWaiting = 64

export class WarmConnection {
  readonly #openClient: OpenClient
  #client: ImapFlow | null = null
  #last: Promise<void> = Promise.resolve()
  #waiting = 0
  /** How often it was closed: what was being opened meanwhile is not wanted any more. */
  #closings = 0

  constructor(openClient: OpenClient) {
    this.#openClient = openClient
  }

  get isIdle(): boolean {
    return this.#waiting === 0
  }

  /** Ends what is under way, too. */
  close(): void {
    this.#closings += 1
    this.#client?.close()
    this.#client = null
  }

  async run<T>(task: Task<T>): Promise<Result<T, MailFault>> {
    if (this.#waiting >= mostWaiting) return failed(busy)
    this.#waiting += 1
    const before = this.#last
    const turn = Promise.withResolvers<void>()
    this.#last = turn.promise
    const { promise: late, resolve: isLate } = Promise.withResolvers<typeof tooLate>()
    const timer = setTimeout(() => isLate(tooLate), task.deadlineMilliseconds)
    try {
      if ((await Promise.race([before, late])) === tooLate) return failed(busy)
      return await this.#inTurn(task, late)
    } finally {
      clearTimeout(timer)
      this.#waiting -= 1
      // Who gave up leaves the place to the next one, but not before those in front are done.
      void before.then(turn.resolve)
    }
  }

  async #inTurn<T>(task: Task<T>, late: Promise<typeof tooLate>): Promise<Result<T, MailFault>> {
    if (task.whereOpen === true && this.#client?.usable !== true) return failed(gone)
    const tried = this.#attempt(task.work)
    const first = await Promise.race([tried, late])
    if (first === tooLate) return this.#giveUp(tried)
    const broke = !first.answer.ok && first.answer.error.kind === 'gone' && first.wasOpen
    if (!broke || task.isChange || task.whereOpen === true) return first.answer
    const again = this.#attempt(task.work)
    const second = await Promise.race([again, late])
    return second === tooLate ? this.#giveUp(again) : second.answer
  }

  /** `wasOpen`: it broke afterwards, not while it was opened. */
  async #attempt<T>(work: Work<T>): Promise<{ answer: Result<T, MailFault>; wasOpen: boolean }> {
    let wasOpen = false
    let client: ImapFlow | null = null
    try {
      client = await this.#opened()
      wasOpen = true
      const answer = await work(client)
      return { answer, wasOpen }
    } catch (error) {
      const fault = faultOf(error)
      // What was given up meanwhile must not close the connection of whoever came after it.
      const isOwn = client !== null && client === this.#client
      if (isOwn && (fault === null || fault.kind === 'gone')) this.close()
      if (fault === null) throw error
      return { answer: failed(fault), wasOpen }
    }
  }

  async #opened(): Promise<ImapFlow> {
    if (this.#client?.usable === true) return this.#client
    const closings = this.#closings
    const client = await this.#openClient()
    if (closings !== this.#closings) {
      client.close()
      return client
    }
    this.#client = client
    client.once('close', () => {
      if (this.#client === client) this.#client = null
    })
    return client
  }

  #giveUp(tried: Promise<unknown>): Result<never, MailFault> {
    this.close()
    // Closing made it fail, and what it failed with says no more than we know.
    tried.catch(() => gone)
    return failed(busy)
  }
}

const tooLate = Symbol('too late')
