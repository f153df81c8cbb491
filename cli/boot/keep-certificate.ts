// While an installation runs: the certificate of the private authority is renewed in time, and Dovecot reads whatever
// certificate is on disk again when it changes. The gateway watches its own.

import { watchFiles } from '#core/config/watch-files.ts'
import type { Installation } from '#stack/installation.ts'
import { makeCertificates } from '#stack/machine/certificates.ts'
import { dovecotService } from '#stack/services/dovecot.ts'
import { certificateOf } from '#stack/spec/certificate-files.ts'
import type { Supervisor } from '#stack/supervise/supervisor.ts'

const lookEvery = 5_000
const renewEvery = 12 * 3_600_000

export function keepCertificate(installation: Installation, supervisor: Supervisor): Disposable {
  const { spec, paths } = installation
  const { certificateFile, keyFile } = certificateOf(installation)
  const watch = watchFiles({
    files: [certificateFile, keyFile],
    everyMilliseconds: lookEvery,
    changed: () => void supervisor.reload(dovecotService(installation)),
  })
  const renew = (): void => {
    if (spec.tls === undefined)
      makeCertificates(paths, certificateNames(spec), Date.now()).catch(() => undefined)
  }
  const timer = setInterval(renew, renewEvery).unref()
  return {
    [Symbol.dispose]: () => {
      clearInterval(timer)
      watch[Symbol.dispose]()
    },
  }
}

/** What the certificate of a private authority is for: the mail host, and localhost for who tries it on this machine. */
export const certificateNames = ({ mailHost }: Installation['spec']): readonly [string, string] => [
  mailHost,
  'localhost',
]
