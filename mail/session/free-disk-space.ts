// Whether the volumes that mail will rest on still have room. Asked at every MAIL, so the answer is kept for a second.

import { statfs } from 'node:fs/promises'
import type { Clock } from '#core/clock.ts'

const validMilliseconds = 1000

/** False when a watched volume is below the floor, or cannot be asked: then nothing can be promised either. */
export type HasFreeDiskSpace = () => Promise<boolean>

export interface FreeRoomOptions {
  readonly directories: readonly string[]
  readonly floorBytes: number
  readonly clock: Clock
}

export function freeDiskSpace({ directories, floorBytes, clock }: FreeRoomOptions): HasFreeDiskSpace {
  let askedAt = Number.NEGATIVE_INFINITY
  let answer = Promise.resolve(true)
  return () => {
    const now = clock.now()
    // A clock that was set back must not keep an answer alive.
    if (Math.abs(now - askedAt) < validMilliseconds) return answer
    askedAt = now
    answer = Promise.all(directories.map((directory) => freeBytes(directory))).then(
      (free) => free.every((bytes) => bytes >= floorBytes),
      () => false,
    )
    return answer
  }
}

async function freeBytes(directory: string): Promise<number> {
  const volume = await statfs(directory)
  return volume.bavail * volume.bsize
}
