// Where Dovecot answers for passwords that are given to the gateway.

import { join } from 'node:path'
import type { Paths } from './paths.ts'

export const submissionSocket = ({ run }: Pick<Paths, 'run'>): string => join(run, 'dovecot/auth-submission')
