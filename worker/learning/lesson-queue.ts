// Lessons wait here, one at a time goes to rspamd. Nobody waits for them: while rspamd is away a lesson is tried for some
// minutes, then dropped and told, and so is one that finds no room, be it still on its way.

import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '#core/log.ts'
import type { Result } from '#core/result.ts'
import type { Lesson } from './lesson.ts'

export interface LessonQueuePorts {
  readonly teach: (lesson: Lesson) => Promise<Result<null, string>>
  readonly log: Log
  readonly mostLessons: number
  /** Of those that wait and those on their way together. */
  readonly mostBytes: number
  /** Pause before each next try; after the last one the lesson is dropped. */
  readonly pausesMilliseconds: readonly number[]
}

export class LessonQueue implements AsyncDisposable {
  readonly #ports: LessonQueuePorts
  readonly #waiting: Lesson[] = []
  readonly #stop = new AbortController()
  #bytes = 0
  #work: Promise<void> | null = null

  constructor(ports: LessonQueuePorts) {
    this.#ports = ports
  }

  /** Room for a lesson on its way, which must be given back. False, and told, when there is none. */
  reserve(about: Omit<Lesson, 'content'>, octets: number): boolean {
    const { mostLessons, mostBytes } = this.#ports
    const full = this.#waiting.length >= mostLessons || this.#bytes + octets > mostBytes
    if (full || this.#stop.signal.aborted) {
      this.#drop(about, 'too many lessons wait')
      return false
    }
    this.#bytes += octets
    return true
  }

  giveBack(octets: number): void {
    this.#bytes -= octets
  }

  /** False, and told, when there is no room. */
  add(lesson: Lesson): boolean {
    if (!this.reserve(lesson, lesson.content.length)) return false
    this.#waiting.push(lesson)
    this.#work ??= this.#giveAll()
    return true
  }

  /** What still waits is dropped: a lesson is worth less than a stop in time. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await this.#work
    for (const lesson of this.#waiting.splice(0)) this.#drop(lesson, 'the process stops')
  }

  async #giveAll(): Promise<void> {
    for (let lesson = this.#waiting[0]; lesson !== undefined; lesson = this.#waiting[0]) {
      if (!(await this.#give(lesson))) return
      this.#waiting.shift()
      this.giveBack(lesson.content.length)
    }
    this.#work = null
  }

  /** False when the stop came first. */
  async #give(lesson: Lesson): Promise<boolean> {
    const pauses = [...this.#ports.pausesMilliseconds]
    for (;;) {
      const cause = await this.#try(lesson)
      if (cause === null) return true
      const pause = pauses.shift()
      if (pause === undefined) {
        this.#drop(lesson, cause)
        return true
      }
      await wait(pause, null, { signal: this.#stop.signal }).catch(() => null)
      if (this.#stop.signal.aborted) return false
    }
  }

  /** Null when the lesson is done with. */
  async #try(lesson: Lesson): Promise<string | null> {
    try {
      const taught = await this.#ports.teach(lesson)
      return taught.ok ? null : taught.error
    } catch (error) {
      return error instanceof Error ? error.message : 'unknown'
    }
  }

  #drop({ mailbox, class: kind }: Omit<Lesson, 'content'>, cause: string): void {
    this.#ports.log.warn({ event: 'learning.dropped', mailbox, class: kind, cause })
  }
}
