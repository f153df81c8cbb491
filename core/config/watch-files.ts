// Notices that files which a configuration names were written or replaced, by looking now and then: it also sees a
// symbolic link that is turned to another file, as certificate clients do it.

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

/** Differs whenever one of the files was written or replaced. */
const marks = (files: readonly string[]): string =>
  files
    .map((file) => statSync(file, { throwIfNoEntry: false }))
    .map((found) => (found === undefined ? 'gone' : `${found.ino} ${found.size} ${found.mtimeMs}`))
    .join(', ')
