// The certificate shown after STARTTLS, read again when its file changes. A pair that does not fit together, as it is
// for an instant while two files are replaced, leaves the previous one in place.

import { readFileSync, unwatchFile, watchFile } from 'node:fs'
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
  const reload = (): void => {
    try {
      options.replace(readCertificate(files))
      options.log.info({ event: 'tls.reloaded', certificateFile })
    } catch (error) {
      options.log.warn({ event: 'tls.reload-failed', certificateFile, cause: String(error) })
    }
  }
  const watched = [files.certificateFile, files.keyFile]
  for (const file of watched)
    watchFile(file, { interval: options.everyMilliseconds, persistent: false }, reload)
  return {
    [Symbol.dispose]: () => {
      for (const file of watched) unwatchFile(file, reload)
    },
  }
}
