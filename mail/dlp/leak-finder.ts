// Finds what may leak in messages, in threads of its own: reading a PDF of a hundred pages takes half a second of processor
// time, and sessions must not wait for that. A message that has no thread yet stays where it rests, and no mailbox has all
// threads to itself.

import { Worker } from 'node:worker_threads'
import type { Clock } from '#core/clock.ts'
import type { MessageContent } from '#core/message/message-content.ts'
import type { LeakFinding, LeakPlace } from '#core/policies/leak.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { ScanShares } from '#daemons/clamd/scan-shares.ts'
import { Slots } from '#daemons/slots.ts'
import { wholeContent } from '../session/whole-content.ts'
import type { LeakAnswer, LeakQuestion } from './leak-worker.ts'

export interface LeakFinderOptions {
  /** Messages that are read at the same time; each thread takes some 80 MB once it has read a PDF. */
  readonly threads: number
  /** For one message from the moment that a thread takes it. */
  readonly milliseconds: number
  /** Of the heap of a thread. */
  readonly megabytes: number
}

export interface LeakRequest {
  /** Whose message it is. */
  readonly mailbox: string
  /** For the turn; a message that is being read by then has its own time. */
  readonly deadline: AbortSignal
}

const defaults: LeakFinderOptions = { threads: 2, milliseconds: 10_000, megabytes: 384 }

/** Of one mailbox, waiting or being read; a person at a desk and their telephone have one or two. */
const mostOfOne = 20

export class LeakFinder implements AsyncDisposable {
  readonly #options: LeakFinderOptions
  readonly #clock: Clock
  readonly #shares: ScanShares
  readonly #places: Slots
  readonly #asked = new Map<string, number>()
  readonly #idle: Worker[] = []
  readonly #working = new Set<Worker>()

  constructor(clock: Clock, options: Partial<LeakFinderOptions> = {}) {
    this.#options = { ...defaults, ...options }
    this.#clock = clock
    this.#shares = new ScanShares(this.#options.threads, clock)
    this.#places = new Slots(this.#options.threads, this.#shares.admits)
  }

  /**
   * Every finding of the message; what could not be read within its time or memory is an `unreadable-file`. An error when no
   * thread was free in time; never rejects for what a message holds. `inside`: domains whose addresses are no leak in To and Cc.
   */
  async find(
    content: MessageContent,
    inside: readonly string[],
    { mailbox, deadline }: LeakRequest,
  ): Promise<Result<readonly LeakFinding[], string>> {
    const asked = this.#asked.get(mailbox) ?? 0
    if (asked >= mostOfOne) return failed('too many messages of one mailbox at once')
    this.#asked.set(mailbox, asked + 1)
    try {
      if (!(await this.#places.enter(deadline, mailbox))) return failed('no free thread in time')
      const started = this.#clock.now()
      try {
        return ok(await this.#read(await wholeContent(content), inside))
      } finally {
        this.#shares.took(mailbox, started)
        this.#places.leave(mailbox)
      }
    } finally {
      this.#forget(mailbox)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#working, ...this.#idle].map((worker) => worker.terminate()))
  }

  #forget(mailbox: string): void {
    const left = (this.#asked.get(mailbox) ?? 0) - 1
    if (left > 0) this.#asked.set(mailbox, left)
    else this.#asked.delete(mailbox)
  }

  async #read(content: Uint8Array, inside: readonly string[]): Promise<readonly LeakFinding[]> {
    const worker = this.#idle.pop() ?? this.#newThread()
    this.#working.add(worker)
    const { findings, alive } = await this.#ask(worker, { content, inside })
    this.#working.delete(worker)
    if (alive) this.#idle.push(worker)
    else await worker.terminate()
    return findings
  }

  #newThread(): Worker {
    const worker = new Worker(new URL('./leak-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: this.#options.megabytes },
      // What libraries have to say about a stranger's file is no log of ours.
      stdout: true,
      stderr: true,
    })
    worker.stdout.resume()
    worker.stderr.resume()
    // One that dies with nothing to do is replaced when there is.
    worker.on('error', () => {})
    worker.once('exit', () => {
      const at = this.#idle.indexOf(worker)
      if (at >= 0) this.#idle.splice(at, 1)
    })
    worker.unref()
    return worker
  }

  async #ask(
    worker: Worker,
    question: LeakQuestion,
  ): Promise<{ findings: readonly LeakFinding[]; alive: boolean }> {
    const findings: LeakFinding[] = []
    let left: readonly LeakPlace[] = [{ part: 'body' }]
    const over = Promise.withResolvers<boolean>()
    const onAnswer = (answer: LeakAnswer) => {
      for (const report of answer.reports)
        if (report.kind === 'parts') left = report.places
        else {
          findings.push(...report.findings)
          left = left.slice(1)
        }
      if (answer.over) over.resolve(true)
    }
    const onEnd = () => over.resolve(false)
    worker.on('message', onAnswer).on('error', onEnd).on('exit', onEnd)
    const late = setTimeout(over.resolve, this.#options.milliseconds, false)
    worker.ref()
    // Handed over, not copied: it was loaded for this thread alone.
    worker.postMessage(question, [question.content.buffer as ArrayBuffer])
    const alive = await over.promise
    clearTimeout(late)
    worker.off('message', onAnswer).off('error', onEnd).off('exit', onEnd)
    worker.unref()
    return alive ? { findings, alive } : { findings: [...findings, ...left.map(unread)], alive }
  }
}

const unread = (where: LeakPlace): LeakFinding => ({ kind: 'unreadable-file', count: 1, where })
