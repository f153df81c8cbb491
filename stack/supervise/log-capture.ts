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
 * Daemons write line by line, and each write to the file costs more than the line: what comes within a short while is
 * written together. It is shorter for who says much, because a daemon whose pipe is full stands still until it is read.
 */
const restMilliseconds = (taken: number): number => (taken > muchOctets ? 25 : 250)
/** A quarter of a pipe. */
const muchOctets = 16_384

interface Drain {
  /** The last words of a process that ended are in its pipe; whoever else still holds the pipe open is not waited for. */
  toEnd(): Promise<void>
}

/** Everything that waits is taken each time, in however many pieces it came: one piece a turn would fall behind. */
function drain(output: Readable, take: (chunk: Buffer | string) => void): Drain {
  let resting: NodeJS.Timeout | null = null
  let ending = false
  const takeAll = (): number => {
    const waiting: unknown = output.read()
    if (typeof waiting !== 'string' && !Buffer.isBuffer(waiting)) return 0
    take(waiting)
    return waiting.length
  }
  const rested = (): void => {
    const taken = takeAll()
    resting = taken > 0 && !ending ? setTimeout(rested, restMilliseconds(taken)) : null
  }
  output.on('readable', () => {
    if (resting === null) rested()
  })
  return {
    toEnd: async () => {
      ending = true
      if (resting !== null) clearTimeout(resting)
      rested()
      if (output.closed) return
      await Promise.race([
        new Promise((resolve) => output.once('close', resolve)),
        wait(lastWordsMilliseconds, undefined, { ref: false }),
      ])
    },
  }
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
  const open = new Set<Drain>()
  const write = (chunk: Buffer | string): void => {
    // With the disk full the stream keeps what it cannot write: past this bound lines are dropped.
    if (stream.writableLength < 1_000_000) stream.write(chunk)
  }
  return {
    capture: (output) => {
      const drained = drain(output, write)
      open.add(drained)
      output.on('error', () => undefined)
      output.once('close', () => open.delete(drained))
    },
    note: (text) => write(`vaguemestre: ${text}\n`),
    close: async () => {
      await Promise.all([...open].map((each) => each.toEnd()))
      await new Promise<void>((resolve) => stream.end(() => resolve()))
    },
  }
}
