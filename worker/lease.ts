// How long a message that is being delivered belongs to the process that claimed it.

import type { WorkerConfig } from '#core/config/worker-config.ts'
import { deliveryTimeoutMilliseconds } from '#daemons/lmtp/delivery-timeout.ts'

/** After a delivery has ended, for writing down what became of it. */
const recordingSeconds = 60

/** A claim that ended before its delivery would give the message to somebody else meanwhile: a duplicate. */
export const leaseSeconds = ({ lmtp }: Pick<WorkerConfig, 'lmtp'>): number =>
  deliveryTimeoutMilliseconds(lmtp.timeoutSeconds * 1000) / 1000 + recordingSeconds
