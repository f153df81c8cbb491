// Where browsers find the interfaces: their public host, or in a demonstration a port of this machine. `localhost` and not
// its address: passkeys refuse addresses.

import type { Ports } from './ports.ts'
import type { Spec } from './spec.ts'

export const adminOrigin = ({ spec, ports }: { readonly spec: Spec; readonly ports: Ports }): string =>
  spec.web === undefined ? `http://localhost:${ports.admin}` : `https://${spec.web.adminHost}`
