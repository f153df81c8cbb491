// A throw-away certificate for a listener under test, by the openssl of the machine.

import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** Writes `<name>.crt` and `<name>.key` into the folder. */
export function writeCertificate(
  folder: string,
  name = 'mx.ours.test',
): { readonly certificateFile: string; readonly keyFile: string } {
  const files = { certificateFile: join(folder, `${name}.crt`), keyFile: join(folder, `${name}.key`) }
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', files.keyFile]
  const subject = ['-subj', `/CN=${name}`, '-days', '2', '-out', files.certificateFile]
  execFileSync('openssl', ['req', '-x509', '-sha256', '-config', '/dev/null', ...key, ...subject], {
    stdio: 'pipe',
  })
  return files
}
