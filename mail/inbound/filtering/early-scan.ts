// clamd needs nothing that authentication finds, so it works meanwhile.

import type { Enveloped } from '../stages.ts'
import type { VirusScanner } from './scanners.ts'

/** Disposed when the message is done with, whatever became of it: whoever still works for it then lets go. */
export interface EarlyScan extends Disposable {
  /** Never rejects, so a message that is stopped before may leave it alone. */
  readonly verdict: ReturnType<VirusScanner>
  /** The filters' one deadline aborts it. */
  readonly over: AbortController
}

export function beginEarlyScan(
  { content, client }: Enveloped,
  { scanForVirus }: { readonly scanForVirus: VirusScanner },
): EarlyScan {
  const over = new AbortController()
  return {
    verdict: scanForVirus(content, { clientAddress: client.address, deadline: over.signal }),
    over,
    // With a reason of ours no error, and no stack in it, is made for each message.
    [Symbol.dispose]: () => over.abort('over'),
  }
}
