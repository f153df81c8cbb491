// Keeps what a service prints in `<state>/log/<service>.log`, bounded by size and number of files. A full disk loses
// log lines, never a service.

import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { createStream } from 'rotating-file-stream'

export interface LogLimits {
  readonly folder: string
  readonly rotateMegabytes: number
  readonly keepFiles: number
}

export interface LogFile {
  capture(output: Readable): void
  /** A line of the supervisor's own about this service. */
  note(text: string): void
  close(): Promise<void>
}

/**
 * Daemons write line by line, and each wake-up costs more than the line: what comes within a short while is read together.
 * The pipe holds 64 kB; one that fills up is read on at once, because who writes to a full pipe stands still.
 */
const restMilliseconds = 200
const fullPipe = 16_384

function rest(output: Readable): void {
  output.pause()
  setTimeout(() => output.resume(), restMilliseconds)
}

/** The last words of a process that ended are in its pipe; whoever else still holds the pipe open is not waited for. */
async function readToEnd(output: Readable): Promise<void> {
  output.resume()
  await Promise.race([
    new Promise((resolve) => output.once('close', resolve)),
    wait(lastWordsMilliseconds, undefined, { ref: false }),
  ])
}
const lastWordsMilliseconds = 500

export function openLogFile(name: string, limits: LogLimits): LogFile {
  // With `rotate` the library asks for the name of the n-th closed file, and with null for the open one.
  const naming = (index: number | Date | null): string =>
    typeof index === 'number' ? `${name}.${index}.log` : `${name}.log`
  const stream = createStream(naming, {
    path: limits.folder,
    size: `${limits.rotateMegabytes}M`,
    rotate: limits.keepFiles,
    mode: 0o640,
  })
  stream.on('error', () => undefined)
  stream.on('warning', () => undefined)
  const open = new Set<Readable>()
  let closing = false
  const write = (chunk: Buffer | string): void => {
    // With the disk full the stream keeps what it cannot write: past this bound lines are dropped.
    if (stream.writableLength < 1_000_000) stream.write(chunk)
  }
  return {
    capture: (output) => {
      open.add(output)
      output.on('data', (chunk: Buffer | string) => {
        write(chunk)
        if (chunk.length < fullPipe && !closing) rest(output)
      })
      output.on('error', () => undefined)
      output.once('close', () => open.delete(output))
    },
    note: (text) => write(`vaguemestre: ${text}\n`),
    close: async () => {
      closing = true
      await Promise.all([...open].map(readToEnd))
      await new Promise<void>((resolve) => stream.end(() => resolve()))
    },
  }
}
