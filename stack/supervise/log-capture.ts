// Keeps what a service prints in `<state>/log/<service>.log`, bounded by size and number of files. A full disk loses
// log lines, never a service.

import type { Readable } from 'node:stream'
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
  const write = (chunk: Buffer | string): void => {
    // With the disk full the stream keeps what it cannot write: past this bound lines are dropped.
    if (stream.writableLength < 1_000_000) stream.write(chunk)
  }
  return {
    capture: (output) => {
      output.on('data', write)
      output.on('error', () => undefined)
    },
    note: (text) => write(`vaguemestre: ${text}\n`),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  }
}
