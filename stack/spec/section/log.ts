// How much is written down, and how much of it is kept.

import { z } from 'zod'

export const log = z
  .strictObject({
    level: z
      .enum(['info', 'warn', 'error'])
      .default('info')
      .describe('Events below this level are not written.'),
    rotateMegabytes: z.int().min(1).max(1024).default(10).describe('Size at which a log file is closed.'),
    keepFiles: z.int().min(1).max(100).default(5).describe('Closed files kept for each service.'),
  })
  .prefault({})
  .describe('Logs of every process and daemon.')
