// Configuration of the gateway process.

import type { GatewayConfig } from '#core/config/gateway-config.ts'
import type { Installation } from '../installation.ts'
import { certificateOf } from '../spec/certificate-files.ts'
import { listenAt } from '../spec/listeners.ts'
import { secretFile } from '../spec/secret-file.ts'
import type { Spec } from '../spec/spec.ts'
import { submissionSocket } from '../spec/submission-socket.ts'
import type { GeneratedFile } from './generated-file.ts'
import { inboundOf } from './inbound.ts'
import { configFile, databaseOf, onLoopback } from './process-config.ts'

const megabyte = 1_048_576
/** RFC 5321 §4.5.3.2 bounds the silence between two blocks; this is for all blocks together. */
const dataTimeoutSeconds = 1800

export function generateGateway(installation: Installation): readonly GeneratedFile[] {
  const { spec, paths, ports } = installation
  const config: GatewayConfig = {
    hostname: spec.mailHost,
    smtp: [listenAt(installation, 'smtp')],
    submission: {
      startTls: [listenAt(installation, 'submission')],
      tlsAtOnce: [listenAt(installation, 'submissions')],
      authSocket: submissionSocket(paths),
      tokenKeyFile: secretFile(paths, 'mailbox-token-public.pem'),
    },
    sieve: { listener: onLoopback(ports.sieveOutlet), mostInAnHour: spec.limits.sieveMessagesPerHour },
    proxyNetworks: spec.smtp.proxyNetworks,
    tls: certificateOf(installation),
    maxMessageBytes: spec.smtp.maxMessageMegabytes * megabyte,
    maxRecipients: spec.smtp.maxRecipients,
    maxConnections: spec.smtp.maxConnections,
    maxConnectionsPerAddress: spec.smtp.maxConnectionsPerAddress,
    maxConnectionsPerNetwork: spec.smtp.maxConnectionsPerNetwork,
    unknownRecipients: unknownRecipientsOf(spec.smtp.unknownRecipients),
    idleTimeoutSeconds: spec.smtp.idleTimeoutSeconds,
    dataTimeoutSeconds,
    greetingDelayMilliseconds: spec.smtp.greetingDelayMilliseconds,
    spoolDirectory: paths.spool,
    ...inboundOf(installation),
    database: databaseOf(installation, 'vm_gateway'),
    resolvers: [onLoopback(ports.unbound)],
    authenticationTimeoutSeconds: spec.filtering.timeoutSeconds,
    trustedSealers: spec.filtering.trustedSealers,
    keyEncryptionKeyFile: secretFile(paths, 'key-encryption-key'),
    logLevel: spec.log.level,
  }
  return [configFile('gateway', config)]
}

const unknownRecipientsOf = ({
  windowMinutes,
  refuseMinutes,
  ...same
}: Spec['smtp']['unknownRecipients']): GatewayConfig['unknownRecipients'] => ({
  ...same,
  windowSeconds: windowMinutes * 60,
  refuseSeconds: refuseMinutes * 60,
})
