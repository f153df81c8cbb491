// Where certificates lie: those of the private authority below `<state>/tls`, or the operator's own where the spec says.

import { join } from 'node:path'
import type { Paths } from './paths.ts'
import type { Spec } from './spec.ts'

/** The private authority and the certificate it gives the mail host. */
export const certificateFiles = (paths: Paths) => ({
  authority: join(paths.tls, 'authority.crt'),
  authorityKey: join(paths.tls, 'authority.key'),
  certificate: join(paths.tls, 'mail-host.crt'),
  key: join(paths.tls, 'mail-host.key'),
})

/** The pair that every listener of the mail host shows. */
export function certificateOf({ spec, paths }: { readonly spec: Spec; readonly paths: Paths }): {
  readonly certificateFile: string
  readonly keyFile: string
} {
  const made = certificateFiles(paths)
  return spec.tls ?? { certificateFile: made.certificate, keyFile: made.key }
}
