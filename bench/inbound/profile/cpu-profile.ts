// The profile of V8 (Chrome DevTools Protocol, domain Profiler), as far as it is read here.

import { z } from 'zod'

export const cpuProfile = z.looseObject({
  nodes: z.array(
    z.looseObject({
      id: z.int(),
      callFrame: z.looseObject({ functionName: z.string(), url: z.string(), lineNumber: z.int() }),
    }),
  ),
  samples: z.array(z.int()),
  /** Microseconds between a sample and the one before it. */
  timeDeltas: z.array(z.int()),
})
export type CpuProfile = z.infer<typeof cpuProfile>
