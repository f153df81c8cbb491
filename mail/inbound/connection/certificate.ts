// The certificate shown after STARTTLS, read again when its file changes. A pair that does not fit together, as it is
// for an instant while two files are replaced, leaves the previous one in place.

import { readFileSync, statSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import type { Log } from '#core/log.ts'

export interface CertificateFiles {
  readonly certificateFile: string
  readonly keyFile: string
}

export interface Certificate {
  readonly cert: Buffer
  readonly key: Buffer
}

/** Throws when the pair cannot be used. */
export function readCertificate({ certificateFile, keyFile }: CertificateFiles): Certificate {
  const pair = { cert: readFileSync(certificateFile), key: readFileSync(keyFile) }
  createSecureContext(pair)
  return pair
}

export interface WatchOptions {
  readonly everyMilliseconds: number
  readonly log: Log
  readonly replace: (certificate: Certificate) => void
}

/** Watches by polling: it also sees a symbolic link that is turned to another file. */
export function watchCertificate(files: CertificateFiles, options: WatchOptions): Disposable {
  const { certificateFile } = files
  let seen = marks(files)
  const look = (): void => {
    const now = marks(files)
    if (now === seen) return
    seen = now
    try {
      options.replace(readCertificate(files))
      options.log.info({ event: 'tls.reloaded', certificateFile })
    } catch (error) {
      options.log.warn({ event: 'tls.reload-failed', certificateFile, cause: String(error) })
    }
  }
  const timer = setInterval(look, options.everyMilliseconds).unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

/** Changes whenever one of the files is written or replaced. */
function marks({ certificateFile, keyFile }: CertificateFiles): string {
  return [certificateFile, keyFile]
    .map((file) => statSync(file, { throwIfNoEntry: false }))
    .map((found) => (found === undefined ? 'gone' : `${found.ino} ${found.size} ${found.mtimeMs}`))
    .join(', ')
}
