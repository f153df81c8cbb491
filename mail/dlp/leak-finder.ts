// Finds what may leak in messages, in threads of its own: reading a PDF of a hundred pages takes half a second of processor
// time, and sessions must not wait for that.

import { Worker } from 'node:worker_threads'
import type { LeakFinding, LeakPlace } from '#core/leak.ts'
import type { LeakAnswer, LeakQuestion } from './leak-worker.ts'

export interface LeakFinderOptions {
  /** Messages that are read at the same time; each thread takes some 80 MB once it has read a PDF. */
  readonly threads: number
  /** For one message from the moment that a thread takes it. */
  readonly milliseconds: number
  /** Of the heap of a thread. */
  readonly megabytes: number
}

const defaults: LeakFinderOptions = { threads: 1, milliseconds: 10_000, megabytes: 384 }

export class LeakFinder implements AsyncDisposable {
  readonly #options: LeakFinderOptions
  readonly #idle: (Worker | null)[]
  readonly #waiting: ((worker: Worker | null) => void)[] = []
  readonly #working = new Set<Worker>()

  constructor(options: Partial<LeakFinderOptions> = {}) {
    this.#options = { ...defaults, ...options }
    this.#idle = Array.from({ length: this.#options.threads }, () => null)
  }

  /**
   * Every finding of the message; what could not be read within its time or memory is an `unreadable-file`. Never rejects for
   * what a message holds. `inside`: domains whose addresses are no leak in To and Cc.
   */
  async find(content: Uint8Array, inside: readonly string[]): Promise<readonly LeakFinding[]> {
    const worker = (await this.#freeThread()) ?? this.#newThread()
    this.#working.add(worker)
    const { findings, alive } = await this.#ask(worker, { content: Uint8Array.from(content), inside })
    this.#working.delete(worker)
    if (!alive) await worker.terminate()
    this.#give(alive ? worker : null)
    return findings
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const workers = [...this.#working, ...this.#idle].filter((worker) => worker !== null)
    await Promise.all(workers.map((worker) => worker.terminate()))
  }

  async #freeThread(): Promise<Worker | null> {
    const idle = this.#idle.pop()
    return idle !== undefined ? idle : new Promise((resolve) => this.#waiting.push(resolve))
  }

  #give(worker: Worker | null): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#idle.push(worker)
    else next(worker)
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
      if (at >= 0) this.#idle[at] = null
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
      if (answer.kind === 'parts') left = answer.places
      else if (answer.kind === 'end') over.resolve(true)
      else {
        findings.push(...answer.findings)
        left = left.slice(1)
      }
    }
    const onEnd = () => over.resolve(false)
    worker.on('message', onAnswer).on('error', onEnd).on('exit', onEnd)
    const late = setTimeout(over.resolve, this.#options.milliseconds, false)
    worker.ref()
    worker.postMessage(question, [question.content.buffer as ArrayBuffer])
    const alive = await over.promise
    clearTimeout(late)
    worker.off('message', onAnswer).off('error', onEnd).off('exit', onEnd)
    worker.unref()
    return alive ? { findings, alive } : { findings: [...findings, ...left.map(unread)], alive }
  }
}

const unread = (where: LeakPlace): LeakFinding => ({ kind: 'unreadable-file', count: 1, where })
