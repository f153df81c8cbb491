// What a worker is told besides what its test is about: nobody to ask, nowhere to send.

import type { WorkerConfig } from '#core/config/worker-config.ts'
import { testPolicy } from '../gateway/test-policy.ts'

const nobody = { host: '127.0.0.1', port: 1 }

/** `secretFile` is every secret that nothing is done with. */
export const outgoingNowhere = (
  secretFile: string,
): Pick<
  WorkerConfig,
  'inbound' | 'delivery' | 'zones' | 'keyEncryptionKeyFile' | 'supportPhone' | 'outbox'
> => ({
  inbound: {
    authservId: 'mail.cotedor.test',
    ...{ rspamd: nobody, clamd: nobody, filteringTimeoutSeconds: 5, lmtp: { ...nobody, timeoutSeconds: 5 } },
    policy: testPolicy,
    ...{
      trustedDomains: [],
      findingsKeyFile: secretFile,
      srsKeyFile: secretFile,
      fullMailboxGraceSeconds: 3600,
    },
    ...{ heldMailboxBytes: 1e9, heldTotalBytes: 1e9, watchedDirectories: [], freeDiskFloorBytes: 0 },
  },
  delivery: {
    resolvers: [nobody],
    ownNames: [],
    ownAddresses: [],
    allowedNetworks: [],
    port: 25,
    relay: null,
  },
  zones: { server: nobody, keyName: 'worker', keyFile: secretFile },
  keyEncryptionKeyFile: secretFile,
  outbox: { submissions: nobody, imap: nobody, mailboxTokenKeyFile: secretFile },
  supportPhone: null,
})
