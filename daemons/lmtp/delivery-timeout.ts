// How long handing over one message may take in all, connections waited for included. A sender waits ten minutes for
// the reply to its data (RFC 5321 §4.5.3.2.6); authentication and filters take up to four of them before.

/** Silences that a slow delivery may be made of. */
const answersWaitedFor = 5
const most = 300_000

/** From the longest wait for one answer. Who was not served by then may be tried again, and not earlier by anybody. */
export const deliveryTimeoutMilliseconds = (answerMilliseconds: number): number =>
  Math.min(answersWaitedFor * answerMilliseconds, most)
