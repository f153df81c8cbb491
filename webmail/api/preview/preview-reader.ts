// Files of messages made readable, each in a thread of its own that ends with it. One at a time for a person and few for all: what
// one person opens takes neither the process nor the turn of everybody else.

import { Worker } from 'node:worker_threads'
import { ok, type Result } from '#core/result.ts'
import { PerActorSemaphore } from '#db/per-actor-semaphore.ts'
import { Semaphore } from '#db/semaphore.ts'
import { takeShared } from '#http/request-concurrency.ts'
import type { PreviewedFile } from './file-preview.ts'
import { noPreview, type Preview } from './preview.ts'

export interface PreviewBounds {
  readonly threads: number
  readonly milliseconds: number
  /** Of the heap of a thread. */
  readonly megabytes: number
}

const defaults: PreviewBounds = { threads: 2, milliseconds: 8_000, megabytes: 192 }
const patienceMilliseconds = 15_000

export class PreviewReader implements AsyncDisposable {
  readonly #bounds: PreviewBounds
  readonly #ofOne = new PerActorSemaphore({ atOnce: 1, patienceMilliseconds })
  readonly #ofAll: Semaphore
  readonly #working = new Set<Worker>()

  constructor(bounds: Partial<PreviewBounds> = {}) {
    this.#bounds = { ...defaults, ...bounds }
    this.#ofAll = new Semaphore({ atOnce: this.#bounds.threads, patienceMilliseconds })
  }

  /** `fetched` begins once there is a turn. Rejects as turns do for whoever waited in vain, and as `fetched` does. */
  async read<Failure>(
    person: string,
    fetched: () => Promise<Result<PreviewedFile, Failure>>,
  ): Promise<Result<Preview, Failure>> {
    using _own = await this.#ofOne.take(person)
    using _turn = await takeShared(this.#ofAll)
    const file = await fetched()
    return file.ok ? ok(await this.#ask(file.value)) : file
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#working].map((worker) => worker.terminate()))
  }

  async #ask({ name, content }: PreviewedFile): Promise<Preview> {
    const worker = new Worker(new URL('./preview-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: this.#bounds.megabytes },
      // What libraries have to say about a stranger's file is no log of ours.
      ...{ stdout: true, stderr: true },
    })
    worker.stdout.resume()
    worker.stderr.resume()
    this.#working.add(worker)
    const answered = Promise.withResolvers<Preview>()
    worker.once('message', answered.resolve)
    worker.once('error', () => answered.resolve(noPreview('broken')))
    worker.once('exit', () => answered.resolve(noPreview('broken')))
    const late = setTimeout(answered.resolve, this.#bounds.milliseconds, noPreview('late'))
    try {
      worker.postMessage({ name, content: new Uint8Array(content) })
      return await answered.promise
    } finally {
      clearTimeout(late)
      this.#working.delete(worker)
      await worker.terminate()
    }
  }
}
