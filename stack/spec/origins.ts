// Where browsers find the interfaces: their public host, or in a demonstration a port of this machine. `localhost` and not
// its address: passkeys refuse addresses.

import type { Ports } from './ports.ts'
import type { Spec } from './spec.ts'

type Reached = { readonly spec: Spec; readonly ports: Ports }

export const adminOrigin = ({ spec, ports }: Reached): string =>
  spec.web === undefined ? `http://localhost:${ports.admin}` : `https://${spec.web.adminHost}`

export const webmailOrigin = ({ spec, ports }: Reached): string =>
  spec.web === undefined ? `http://localhost:${ports.webmail}` : `https://${spec.web.webmailHost}`

/** Another host than the webmail's, also in a demonstration: cookies do not tell ports apart. */
export const contentOrigin = ({ spec, ports }: Reached): string =>
  spec.web === undefined ? `http://127.0.0.1:${ports.content}` : `https://${spec.web.contentHost}`
