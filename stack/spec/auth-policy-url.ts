// Where Dovecot asks what is held against a login: the worker, on the loopback.

import type { Ports } from './ports.ts'

export const authPolicyUrl = ({ hooks }: Pick<Ports, 'hooks'>): string =>
  `http://127.0.0.1:${hooks}/auth-policy`
