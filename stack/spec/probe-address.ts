// The mailbox that exists for the supervisor's login alone, in the département's own domain.

import type { Spec } from './spec.ts'

export const probeAddress = ({ spec }: { readonly spec: Spec }): string => `probe@${spec.mailHost}`
