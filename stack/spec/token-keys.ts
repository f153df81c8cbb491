// Where Dovecot looks for the public key of the tokens that open a mailbox: the layout is its own, by client, algorithm and
// key id. Public, so any local user may read it; root alone writes it.

import { join } from 'node:path'
import type { Paths } from './paths.ts'

export const tokenKeyFolder = ({ data }: Pick<Paths, 'data'>): string => join(data, 'mailbox-token-keys')

export const tokenKeyFile = (paths: Pick<Paths, 'data'>): string =>
  join(tokenKeyFolder(paths), 'default/ES256/default')
