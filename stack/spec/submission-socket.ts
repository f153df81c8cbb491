// Where Dovecot answers for passwords that are given to the gateway: in a folder of its own, because in containers it is all
// that the gateway sees of Dovecot's sockets.

import { dirname, join } from 'node:path'
import type { Paths } from './paths.ts'

export const submissionSocket = ({ run }: Pick<Paths, 'run'>): string => join(run, 'dovecot/submission/auth')

export const submissionFolder = (paths: Pick<Paths, 'run'>): string => dirname(submissionSocket(paths))
