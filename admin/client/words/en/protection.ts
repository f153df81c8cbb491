// How the session with a server of others was protected, in English.

import type { protection as french } from '../fr/protection.ts'

export const protection: typeof french = {
  none: 'not encrypted',
  encrypted: (version) => `encrypted (${version})`,
  proven: {
    dane: 'certificate verified by DANE',
    'mta-sts': 'certificate verified by MTA-STS',
    verified: 'certificate verified',
  },
  unproven: 'certificate not verified',
  takenBy: (host, secured) => `Handed to ${host}, ${secured}.`,
}
