// Keeps what a service prints in `<state>/log/<service>.log`, bounded by size and number of files. A full disk loses
// log lines, never a service.

import { getDefaultHighWaterMark, type Readable, setDefaultHighWaterMark } from 'node:stream'
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
 * Calls `open`; the pipes that it opens are read when somebody asks, and then for all that waits. Node would read 64 kB ahead
 * and wake up for each line of a daemon, which costs more than the line.
 */
export function readWhenAsked<T>(open: () => T): T {
  const ahead = getDefaultHighWaterMark(false)
  setDefaultHighWaterMark(false, 1)
  try {
    return open()
  } finally {
    setDefaultHighWaterMark(false, ahead)
  }
}

/**
 * What comes within a while is taken and written together. The while is shorter for who says much: a daemon whose pipe is full
 * stands still until it is read. A pipe holds 160 short lines, because the kernel counts each with what keeping it costs.
 */
const restMilliseconds = (taken: Buffer | string): number =>
  taken.length > muchOctets || linesIn(taken) > manyLines ? 25 : 200
const muchOctets = 32_768
const manyLines = 80

function linesIn(text: Buffer | string): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}

interface Drain {
  /** The last words of a process that ended are in its pipe; whoever else still holds the pipe open is not waited for. */
  toEnd(): Promise<void>
}

/**
 * Everything that was read is taken each time, in however many pieces it came: one piece a turn would fall behind. Taking it
 * makes Node read once more, all that the pipe holds by then.
 */
function drain(output: Readable, take: (chunk: Buffer | string) => void): Drain {
  let resting: NodeJS.Timeout | null = null
  let ending = false
  const takeAll = (): Buffer | string | null => {
    const waiting: unknown = output.read()
    if (typeof waiting !== 'string' && !Buffer.isBuffer(waiting)) return null
    take(waiting)
    return waiting
  }
  const rested = (): void => {
    const taken = takeAll()
    resting = taken === null || ending ? null : setTimeout(rested, restMilliseconds(taken))
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
