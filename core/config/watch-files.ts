// Notices that files which a configuration names were written, replaced or given to another owner, by looking now and then:
// it also sees a symbolic link that is turned to another file, as certificate clients do it.

import { statSync } from 'node:fs'

export interface WatchedFiles {
  readonly files: readonly string[]
  readonly everyMilliseconds: number
  readonly changed: () => void
}

/** `changed` is called once for each look that finds a difference, until disposed. */
export function watchFiles({ files, everyMilliseconds, changed }: WatchedFiles): Disposable {
  let seen = marks(files)
  const look = (): void => {
    const now = marks(files)
    if (now === seen) return
    seen = now
    changed()
  }
  const timer = setInterval(look, everyMilliseconds).unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

const marks = (files: readonly string[]): string => files.map(markOf).join(', ')

/**
 * Differs whenever the file was written or replaced, and when its owner or mode changed: a key that could not be read the
 * first time is worth another look then.
 */
function markOf(file: string): string {
  try {
    const { ino, size, mtimeMs, ctimeMs } = statSync(file)
    return `${ino} ${size} ${mtimeMs} ${ctimeMs}`
  } catch (error) {
    return String(error)
  }
}
