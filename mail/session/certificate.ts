// The certificate of the SMTP listeners, read again when its file changes. A pair that does not fit together, as it is
// for an instant while two files are replaced, leaves the previous one in place.

import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { watchFiles } from '#core/config/watch-files.ts'
import type { Log } from '#core/log.ts'

/** How often the listeners look whether it was renewed. */
export const certificateCheckMilliseconds = 10_000

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

/** Reads the pair again whenever one of its files changes, until disposed. */
export function watchCertificate(files: CertificateFiles, options: WatchOptions): Disposable {
  const { certificateFile, keyFile } = files
  const { everyMilliseconds, log, replace } = options
  const changed = (): void => {
    try {
      replace(readCertificate(files))
      log.info({ event: 'tls.reloaded', certificateFile })
    } catch (error) {
      log.warn({ event: 'tls.reload-failed', certificateFile, cause: String(error) })
    }
  }
  return watchFiles({ files: [certificateFile, keyFile], everyMilliseconds, changed })
}
