// An entry of the trace as an ordinary message leaves it, changed where a test wants it otherwise.

import type { CommuneId } from '#core/address/directory.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import type { TraceEntry } from '#core/trace/trace.ts'

export const traceEntry = (changes: Partial<TraceEntry> = {}): TraceEntry => ({
  at: new Date(),
  queueId: newQueueId(Date.now()),
  commune: 'c-1' as CommuneId,
  client: '192.0.2.1',
  reversePath: 'sender@away.test',
  authorDomain: 'away.test',
  recipient: 'claire.garnier@mairie-saulieu.test',
  given: [],
  bytes: 4096,
  spf: 'pass',
  dkim: 'away.test:pass',
  dmarc: 'pass',
  arc: 'none',
  score: 0,
  symbols: {},
  findings: [],
  outcome: 'delivered',
  reason: 'clean',
  reply: '250 2.0.0 Saved',
  ...changes,
})
