// How the orchestrator says to our other processes how everything is: a small file, written anew at each change and several
// times a minute, so that its age tells whether anybody still looks.

import { z } from 'zod'
import { daemonNames, processNames } from './service-names.ts'

export const serviceReport = z.object({
  at: z.iso.datetime(),
  services: z.array(
    z.object({
      name: z.enum([...daemonNames, ...processNames]),
      state: z.enum(['starting', 'healthy', 'degraded', 'stopped', 'failed']),
      since: z.iso.datetime(),
      detail: z.string(),
    }),
  ),
})
export type ServiceReport = z.infer<typeof serviceReport>

export const reportEverySeconds = 20
/** An older report says nothing about now. */
export const reportValidSeconds = 75
