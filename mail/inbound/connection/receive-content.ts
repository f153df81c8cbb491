// Takes the data of one message off the wire: in memory while it is small, then in a file that has no name any more, so
// that nothing is left behind whatever happens to the process. What is refused anyway is read and forgotten.

import { closeSync, openSync, unlinkSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { bodyInMemory, type MessageContent } from '#core/message-content.ts'
import { failed, ok, type Result } from '#core/result.ts'
import {
  headerTooLarge,
  insufficientStorage,
  messageTooLarge,
  nulInMessage,
  type SmtpReply,
} from '#core/smtp-reply.ts'
import { headLength } from './head-length.ts'
import { bodyInFile } from './spooled-body.ts'

export interface ContentLimits {
  readonly maxMessageBytes: number
  readonly spoolDirectory: string
}

/** The content with the duty to let go of it. */
export type ReceivedContent = MessageContent & AsyncDisposable

/** Beyond this a message is spooled; its header section must end before. */
export const memoryBytes = 1 << 20

/** Reads to the end of data in any case. Rejects when the connection ends before the data does. */
export async function receiveContent(
  stream: AsyncIterable<Buffer>,
  limits: ContentLimits,
): Promise<Result<ReceivedContent, SmtpReply>> {
  const start: Buffer[] = []
  let bytes = 0
  let refusal: SmtpReply | null = null
  let spool: Spool | null = null
  try {
    for await (const chunk of stream) {
      bytes += chunk.length
      refusal ??= wrongWith(chunk, bytes, limits)
      if (refusal !== null) continue
      if (spool === null && bytes > memoryBytes) {
        const opened: Result<Spool, SmtpReply> = await openSpool(start, limits)
        if (opened.ok) spool = opened.value
        else refusal = opened.error
      }
      if (spool === null) start.push(chunk)
      else if (!(await append(spool, chunk))) refusal = insufficientStorage
    }
  } catch (error) {
    await spool?.file.close()
    throw error
  }
  if (refusal !== null) {
    await spool?.file.close()
    return failed(refusal)
  }
  return spool === null ? inMemory(Buffer.concat(start, bytes)) : ok(inFile(spool))
}

function wrongWith(chunk: Buffer, bytes: number, { maxMessageBytes }: ContentLimits): SmtpReply | null {
  if (bytes > maxMessageBytes) return messageTooLarge
  return chunk.includes(0) ? nulInMessage : null
}

interface Spool {
  readonly head: Buffer
  readonly file: FileHandle
  bytes: number
}

function inMemory(message: Buffer): Result<ReceivedContent, SmtpReply> {
  const length = headLength(message) ?? message.length
  return ok({
    head: message.subarray(0, length),
    body: bodyInMemory(message.subarray(length)),
    async [Symbol.asyncDispose]() {},
  })
}

function inFile({ head, file, bytes }: Spool): ReceivedContent {
  return { head, body: bodyInFile(file, bytes), [Symbol.asyncDispose]: () => file.close() }
}

async function openSpool(start: Buffer[], limits: ContentLimits): Promise<Result<Spool, SmtpReply>> {
  const known = Buffer.concat(start.splice(0))
  const length = headLength(known)
  if (length === null) return failed(headerTooLarge)
  try {
    const spool = {
      head: known.subarray(0, length),
      file: await namelessFile(limits.spoolDirectory),
      bytes: 0,
    }
    if (await append(spool, known.subarray(length))) return ok(spool)
    await spool.file.close()
    return failed(insufficientStorage)
  } catch {
    return failed(insufficientStorage)
  }
}

/** The name lives for two system calls in a row, nothing in between. */
async function namelessFile(directory: string): Promise<FileHandle> {
  const path = join(directory, `spool-${process.pid}-${process.hrtime.bigint()}`)
  const descriptor = openSync(path, 'wx+', 0o600)
  unlinkSync(path)
  try {
    return await open(`/proc/self/fd/${descriptor}`, 'r+')
  } finally {
    closeSync(descriptor)
  }
}

/** False when the volume is full or broken. */
async function append(spool: Spool, chunk: Buffer): Promise<boolean> {
  try {
    let at = 0
    while (at < chunk.length) {
      const { bytesWritten } = await spool.file.write(chunk, at, chunk.length - at, spool.bytes)
      at += bytesWritten
      spool.bytes += bytesWritten
    }
    return true
  } catch {
    return false
  }
}
