// Gives out a file by a link: begun, sent piece by piece, and open once all of it has come. A piece that did not arrive is sent
// again; what could not be sent now goes on later from where it stopped; whoever gives it up leaves nothing behind.

import { problemOf } from '#ui/api/ask.ts'
import { ProblemError } from '#ui/api/problem-error.ts'
import { routeAddress } from '#ui/api/route-address.ts'
import { noteFailure } from '#ui/api/trouble.ts'
import type { WebmailAnswer } from '../../contract/all.ts'
import { pieceBytes, type SharedDays } from '../../contract/shared-file-limits.ts'
import { api } from '../api.ts'
import { isReadable, passes, UnreadableFile } from '../compose/draft/saving-ports.ts'

export type MadeLink = WebmailAnswer<'POST /boxes/{box}/shared-files'>

export interface LinkChoice {
  readonly days: SharedDays
  readonly password: boolean
}

export interface Progress {
  /** Called with how many octets are there. */
  readonly sent: (octets: number) => void
  readonly signal: AbortSignal
}

const mostTries = 5
const pauseMs = 2_000

/** One file on its way to a link. */
export interface FileShare {
  /** Begins, or goes on where it stopped. Throws a `ProblemError`, an `UnreadableFile`, or what the signal was aborted with. */
  readonly send: (choice: LinkChoice, progress: Progress) => Promise<MadeLink>
  /** Part of it is there, and sending again goes on from it: what was chosen for it stays. */
  readonly isBegun: () => boolean
  /** Takes back what is there of it; what is complete stays. */
  readonly giveUp: () => void
}

export function fileShare(box: string, file: File): FileShare {
  let link: MadeLink | null = null
  let piece = 0
  const giveUp = (): void => {
    if (link === null) return
    const params = { box, file: link.id }
    link = null
    piece = 0
    // Forgotten within the hour where this does not arrive either.
    void api('DELETE /boxes/{box}/shared-files/{file}', { params }).catch(() => null)
  }
  const sendAll = async (choice: LinkChoice, { sent, signal }: Progress): Promise<MadeLink> => {
    if (!(await isReadable(file))) throw new UnreadableFile()
    if (link === null) {
      const body = { name: file.name, octets: file.size, ...choice }
      link = await api('POST /boxes/{box}/shared-files', { params: { box }, body, signal })
    }
    const made = link
    const params = { box, file: made.id }
    if (piece > 0) sent(Math.min(file.size, piece * pieceBytes))
    for (; piece * pieceBytes < file.size; piece += 1) {
      signal.throwIfAborted()
      const octets = file.slice(piece * pieceBytes, (piece + 1) * pieceBytes)
      await untilThere(() => sendPiece({ ...params, piece }, octets, signal), signal)
      sent(Math.min(file.size, (piece + 1) * pieceBytes))
    }
    await untilThere(
      () => api('POST /boxes/{box}/shared-files/{file}/completion', { params, signal }),
      signal,
    )
    signal.throwIfAborted()
    return made
  }
  return {
    async send(choice, progress) {
      try {
        const made = await sendAll(choice, progress)
        link = null
        return made
      } catch (error) {
        if (progress.signal.aborted || !passes(error)) giveUp()
        throw error
      }
    },
    isBegun: () => link !== null,
    giveUp,
  }
}

async function sendPiece(
  params: { readonly box: string; readonly file: string; readonly piece: number },
  octets: Blob,
  signal: AbortSignal,
): Promise<void> {
  const address = routeAddress('PUT /boxes/{box}/shared-files/{file}/pieces/{piece}', { params })
  const answer = await fetch(address, {
    method: 'PUT',
    headers: { accept: 'application/json', 'content-type': 'application/octet-stream' },
    body: octets,
    signal,
  }).catch(async (error: unknown) => {
    if (signal.aborted) throw error
    // What goes wrong on the way says nothing of whether it was the file.
    throw (await isReadable(octets)) ? new ProblemError('unreachable') : new UnreadableFile()
  })
  if (!answer.ok) throw await problemOf(answer)
}

async function untilThere(work: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await work()
      return
    } catch (error) {
      noteFailure(error)
      if (signal.aborted || !passes(error) || tries === mostTries) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMs * tries))
      signal.throwIfAborted()
    }
  }
}
