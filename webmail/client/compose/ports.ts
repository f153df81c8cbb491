// What saving asks of the server, of this browser and of the clock.

import { type Asked, problemOf, routeAddress } from '#ui/api/ask.ts'
import { ProblemError } from '#ui/api/problem-error.ts'
import { passing } from '#ui/api/query-client.ts'
import { noteFailure } from '#ui/api/trouble.ts'
import { api } from '../api.ts'
import type { SavedDraft } from './draft.ts'
import { localCopies } from './local-copies.ts'
import type { Revised, SavingPorts, Upload } from './saving-state.ts'

const passingCodes: ReadonlySet<string> = new Set(['not-signed-in', 'too-many-requests', 'others-at-work'])

/** Whether it passes by itself, or once somebody signs in again. */
export const passes = (error: unknown): boolean =>
  passing(error) || (error instanceof ProblemError && passingCodes.has(error.code))

/** Of one person, in one box. */
export function savingPorts(person: string, box: string): SavingPorts {
  return {
    write: (draft, body) => noted(api('PUT /boxes/{box}/drafts/{draft}', { params: { box, draft }, body })),
    upload: (draft, asked) => noted(upload({ box, draft }, asked)),
    copies: localCopies(person, localStorage),
    after(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    now: () => new Date().toISOString(),
    newId: () => crypto.randomUUID(),
    passes,
  }
}

/** What may happen to any request is said once for all, over the page. */
export async function noted<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked
  } catch (error) {
    noteFailure(error)
    throw error
  }
}

/** By XMLHttpRequest, which alone tells how much of a file has gone. */
function upload(
  params: { readonly box: string; readonly draft: string },
  { file, progress, signal, revision, basedOn }: Revised & Upload,
): Promise<SavedDraft> {
  const asked: Asked = { params, query: { revision, basedOn, name: file.name, type: file.type } }
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', routeAddress('POST /boxes/{box}/drafts/{draft}/attachments', asked))
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('idempotency-key', revision)
    request.upload.onprogress = ({ loaded }) => progress(loaded)
    request.onerror = () => reject(new ProblemError('unreachable'))
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    request.onload = () => {
      const answer = new Response(request.status === 204 ? null : request.responseText, {
        status: request.status,
        headers: { 'retry-after': request.getResponseHeader('retry-after') ?? '' },
      })
      if (answer.ok) void answer.json().then(resolve, () => reject(new ProblemError('unreachable')))
      else void problemOf(answer).then(reject)
    }
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
