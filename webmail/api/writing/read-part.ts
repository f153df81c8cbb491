// A part of a message whole, in memory: what is attached to it, or what it says.

import { failed, ok, type Result } from '#core/result.ts'
import { Problem } from '#http/problem.ts'
import type { Asking } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import type { OpenedBox } from '../http/open-box.ts'
import type { MessageHead } from '../imap/message-head.ts'
import { openPart, PartFailure } from '../imap/message-parts.ts'

export interface WholePart {
  readonly message: Pick<MessageHead, 'folder' | 'uid' | 'uidValidity'>
  /** Null for the message as it lies there. */
  readonly part: string | null
  readonly mostOctets: number
  /** Of what is longer, the beginning is enough. */
  readonly mayBeCut?: true
}

export async function readPart(
  { visit }: OpenedBox,
  { message, part, mostOctets, mayBeCut }: WholePart,
  { connections, log }: Pick<Asking['ports'], 'connections' | 'log'>,
): Promise<Result<Buffer, Problem>> {
  const { folder, uid, uidValidity } = message
  const opened = await openPart(connections, visit, {
    name: { folder, uid, uidValidity, part },
    options: { mostOctets, charset: null },
  })
  if (!opened.ok) return failed(problemOfMail(opened.error, log))
  const pieces: Uint8Array[] = []
  try {
    for await (const piece of opened.value) pieces.push(piece)
  } catch (error) {
    if (!(error instanceof PartFailure)) throw error
    if (error.fault.kind === 'tooLarge' && mayBeCut) return ok(Buffer.concat(pieces))
    return failed(
      error.fault.kind === 'tooLarge'
        ? new Problem('too-large', 'It is larger than a message may be.')
        : problemOfMail(error.fault, log),
    )
  }
  return ok(Buffer.concat(pieces))
}
