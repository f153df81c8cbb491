// What saving asks of the server, of this browser and of the clock.

import { type Asked, problemOf } from '#ui/api/ask.ts'
import { ProblemError } from '#ui/api/problem-error.ts'
import { passing } from '#ui/api/query-client.ts'
import { routeAddress } from '#ui/api/route-address.ts'
import { noteFailure } from '#ui/api/trouble.ts'
import { api } from '../../api.ts'
import type { SavedDraft } from './draft.ts'
import { browserStorage, localCopies } from './local-copies.ts'
import type { Revised, SavingPorts, UploadAsked } from './saving-state.ts'

const passingCodes: ReadonlySet<string> = new Set(['not-signed-in', 'too-many-requests', 'others-at-work'])

/** Whether it passes by itself, or once somebody signs in again. */
export const passes = (error: unknown): boolean =>
  passing(error) || (error instanceof ProblemError && passingCodes.has(error.code))

const outrunCodes: ReadonlySet<string> = new Set(['changed-meanwhile', 'not-found'])

/** A folder that was dropped as if it were a file, or a file that was moved, changed or taken away since. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile'
}

/** Of one person, in one box. */
export function savingPorts(person: string, box: string): SavingPorts {
  return {
    write: (draft, body) => noted(api('PUT /boxes/{box}/drafts/{draft}', { params: { box, draft }, body })),
    upload: (draft, asked) => noted(upload({ box, draft }, asked)),
    copies: localCopies(person, browserStorage()),
    after(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    now: () => new Date().toISOString(),
    newId: () => crypto.randomUUID(),
    passes,
    isOutrun: (error) => error instanceof ProblemError && outrunCodes.has(error.code),
    isUnreadable: (error) => error instanceof UnreadableFile,
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

/** What goes wrong on the way says nothing of whether it was the file: that is asked of the file itself, also of its end. */
async function upload(
  params: { readonly box: string; readonly draft: string },
  asked: Revised & UploadAsked,
): Promise<SavedDraft> {
  if (!(await isReadable(asked.file))) throw new UnreadableFile()
  try {
    return await uploadReadable(params, asked)
  } catch (error) {
    if (!asked.signal.aborted && passing(error) && !(await isReadable(asked.file))) throw new UnreadableFile()
    throw error
  }
}

/** Whether its octets, also the last one, are still where they were. */
export async function isReadable(file: Blob): Promise<boolean> {
  try {
    await file.slice(Math.max(0, file.size - 1)).arrayBuffer()
    // A folder has no octets, and is none: only reading it tells.
    if (file.size === 0) await file.arrayBuffer()
    return true
  } catch {
    return false
  }
}

/** By XMLHttpRequest, which alone tells how much of a file has gone. */
function uploadReadable(
  params: { readonly box: string; readonly draft: string },
  { id, file, isPicture, progress, signal, revision, basedOn }: Revised & UploadAsked,
): Promise<SavedDraft> {
  const shown = isPicture ? 'in-text' : 'beside'
  const asked: Asked = { params, query: { revision, basedOn, id, name: file.name, type: file.type, shown } }
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
