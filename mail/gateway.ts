// The gateway from its configuration: the stages wired by hand, one listener for each address.

import { clientNetwork } from '#core/client-network.ts'
import type { Clock } from '#core/clock.ts'
import type { Policies } from '#core/commune-policy.ts'
import type { GatewayConfig } from '#core/config/gateway-config.ts'
import type { Correspondents } from '#core/correspondents.ts'
import type { Directory } from '#core/directory.ts'
import type { DmarcObservations } from '#core/dmarc-observations.ts'
import type { HeldOctets } from '#core/held-octets.ts'
import type { KeptMail } from '#core/kept-mail.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import type { SecurityLog } from '#core/security-log.ts'
import type { Trace } from '#core/trace.ts'
import { ClamdPool } from '#daemons/clamd/clamd-pool.ts'
import { verifyPassword } from '#daemons/dovecot-auth/verify-password.ts'
import { deliverByLmtp } from '#daemons/lmtp/deliver-by-lmtp.ts'
import { LmtpPool } from '#daemons/lmtp/lmtp-pool.ts'
import { scanWithRspamd } from '#daemons/rspamd/scan.ts'
import { dnsResolver, type Resolve } from './inbound/authentication/resolver.ts'
import { freeRoom, type HasFreeRoom } from './inbound/connection/free-room.ts'
import { memoryBudget } from './inbound/connection/held-octets.ts'
import { type Listener, type ListenerOptions, openListener } from './inbound/connection/open-listener.ts'
import { type SessionGuard, sessionGuard } from './inbound/connection/session-guard.ts'
import { HeldRoom } from './inbound/delivery/held-room.ts'
import { KeepingTurns, keepingOctets, keepingPatienceMilliseconds } from './inbound/delivery/keeping-turns.ts'
import { recipientAdmission } from './inbound/envelope/admit-recipient.ts'
import { withUnfinishedScans } from './inbound/filtering/unfinished-scans.ts'
import { inboundPipeline } from './inbound/pipeline.ts'
import type { AcceptMessage } from './inbound/stages.ts'
import { type EndedSession, openSubmission, type Submission } from './outbound/submission/open-submission.ts'

/** What the gateway needs besides its configuration. */
export interface GatewayParts {
  readonly directory: Directory
  readonly policies: Policies
  readonly correspondents: Correspondents
  readonly keptMail: KeptMail
  readonly heldOctets: HeldOctets
  readonly trace: Trace
  readonly dmarcObservations: DmarcObservations
  readonly securityLog: SecurityLog
  /** Signs the findings that travel with a message. */
  readonly findingsKey: Secret
  readonly clock: Clock
  readonly log: Log
}

export interface Gateway {
  readonly ports: readonly number[]
  /** Of mail programs: what opened them no longer does, or nobody knows of which that holds (null). */
  endSessions(ended: EndedSession): void
  /** Takes nothing new and lets messages under way end within the time given. */
  stop(graceMilliseconds: number): Promise<void>
}

const lmtpConnections = 20
/** Less than clamd has threads (`MaxThreads`, written by the generator of its configuration). */
const clamdSessions = 8
const certificateCheckMilliseconds = 10_000
/** Dovecot itself may wait for the database, and makes who guesses wait for up to ten seconds. */
const passwordMilliseconds = 30_000
/** Messages under way that rest in memory; what does not fit goes to the spool. */
const messageMemoryBytes = 16 << 20
/** Nothing new is held from so many floors of free disk on: ordinary mail has what is below for itself. */
const heldFloors = 2

export async function openGateway(config: GatewayConfig, parts: GatewayParts): Promise<Gateway> {
  const clamd = new ClamdPool({
    ...config.clamd,
    maxSessions: clamdSessions,
    longestScanMilliseconds: config.filteringTimeoutSeconds * 1000,
    clock: parts.clock,
  })
  const lmtp = new LmtpPool({
    host: config.lmtp.host,
    port: config.lmtp.port,
    timeoutMilliseconds: config.lmtp.timeoutSeconds * 1000,
    hostname: config.hostname,
    maxConnections: lmtpConnections,
  })
  const resolver = dnsResolver({
    servers: config.resolvers,
    timeoutMilliseconds: config.authenticationTimeoutSeconds * 1000,
    clock: parts.clock,
  })
  const options = listenerOptions(
    config,
    parts,
    acceptance(config, parts, { clamd, lmtp, resolve: resolver.resolve }),
  )
  const listeners: Listener[] = []
  for (const listen of config.smtp) listeners.push(await openListener({ ...options, listen }))
  const submission = await submissionOf(config, parts.log)
  return {
    ports: [...listeners.map((listener) => listener.port), ...(submission?.ports ?? [])],
    endSessions: (ended) => submission?.endSessions(ended),
    async stop(graceMilliseconds) {
      await Promise.all([...listeners, submission].map((listener) => listener?.stop(graceMilliseconds)))
      resolver[Symbol.dispose]()
      await Promise.all([clamd, lmtp].map((pool) => pool[Symbol.asyncDispose]()))
    },
  }
}

async function submissionOf(config: GatewayConfig, log: Log): Promise<Submission | null> {
  const { submission, tls, hostname, maxMessageBytes, idleTimeoutSeconds } = config
  if (submission === undefined) return null
  const access = { socket: submission.authSocket, timeoutMilliseconds: passwordMilliseconds }
  return await openSubmission({
    ...{ hostname, tls, maxMessageBytes, log, certificateCheckMilliseconds },
    ...{ startTls: submission.startTls, tlsAtOnce: submission.tlsAtOnce },
    idleTimeoutMilliseconds: idleTimeoutSeconds * 1000,
    maxConnections: config.maxConnections,
    maxConnectionsPerAddress: config.maxConnectionsPerAddress,
    maxConnectionsPerNetwork: config.maxConnectionsPerNetwork,
    verifyPassword: (login) => verifyPassword(access, login),
  })
}

interface Reached {
  readonly clamd: ClamdPool
  readonly lmtp: LmtpPool
  readonly resolve: Resolve
}

function acceptance(
  config: GatewayConfig,
  parts: GatewayParts,
  { clamd, lmtp, resolve }: Reached,
): AcceptMessage {
  const { clock, log } = parts
  return inboundPipeline({
    authentication: {
      hostname: config.hostname,
      authservId: config.authservId,
      resolve,
      trustedSealers: new Set(config.trustedSealers.map((domain) => domain.toLowerCase())),
      timeoutMilliseconds: config.authenticationTimeoutSeconds * 1000,
      clock,
      log,
    },
    filtering: {
      scanForSpam: (message, about, deadline) =>
        scanWithRspamd({ ...config.rspamd, deadline }, message, about),
      scanForVirus: withUnfinishedScans((message, { clientAddress, deadline }) =>
        clamd.scan(message, { client: clientNetwork(clientAddress).around, deadline }),
      ),
      policies: parts.policies,
      correspondents: parts.correspondents,
      trustedDomains: config.trustedDomains,
      timeoutMilliseconds: config.filteringTimeoutSeconds * 1000,
      clock,
      log,
    },
    log,
    trace: parts.trace,
    delivery: {
      deliverToMailboxes: (message) => deliverByLmtp(lmtp, message),
      keptMail: parts.keptMail,
      turns: new KeepingTurns(keepingOctets, keepingPatienceMilliseconds),
      heldRoom: new HeldRoom({
        heldOctets: parts.heldOctets,
        mailboxBytes: config.heldMailboxBytes,
        totalBytes: config.heldTotalBytes,
        hasFreeRoom: freeRoomAbove(config, parts, heldFloors * config.freeDiskFloorBytes),
        clock,
        log,
      }),
      correspondents: parts.correspondents,
      trace: parts.trace,
      dmarcObservations: parts.dmarcObservations,
      findingsKey: parts.findingsKey,
      clock,
      log,
    },
  })
}

const freeRoomAbove = (
  { watchedDirectories: directories }: GatewayConfig,
  { clock }: GatewayParts,
  floorBytes: number,
): HasFreeRoom => freeRoom({ directories, floorBytes, clock })

function listenerOptions(
  config: GatewayConfig,
  parts: GatewayParts,
  acceptMessage: AcceptMessage,
): Omit<ListenerOptions, 'listen'> {
  const { clock, log } = parts
  return {
    tls: config.tls,
    certificateCheckMilliseconds,
    proxyNetworks: config.proxyNetworks,
    maxConnections: config.maxConnections,
    idleTimeoutMilliseconds: config.idleTimeoutSeconds * 1000,
    dataTimeoutMilliseconds: config.dataTimeoutSeconds * 1000,
    greetingDelayMilliseconds: config.greetingDelayMilliseconds,
    session: {
      hostname: config.hostname,
      maxMessageBytes: config.maxMessageBytes,
      maxRecipients: config.maxRecipients,
      spoolDirectory: config.spoolDirectory,
      memory: memoryBudget(messageMemoryBytes),
      hasFreeRoom: freeRoomAbove(config, parts, config.freeDiskFloorBytes),
      admitRecipient: recipientAdmission(parts.directory, {
        fullMailboxGraceMilliseconds: config.fullMailboxGraceSeconds * 1000,
        clock,
        log,
      }),
      acceptMessage,
      guard: guardOf(config, parts),
      clock,
      log,
    },
  }
}

function guardOf(config: GatewayConfig, { securityLog, clock }: GatewayParts): SessionGuard {
  const { unknownRecipients } = config
  return sessionGuard({
    maxConnections: config.maxConnections,
    maxConnectionsPerAddress: config.maxConnectionsPerAddress,
    maxConnectionsPerNetwork: config.maxConnectionsPerNetwork,
    idleTimeoutMilliseconds: config.idleTimeoutSeconds * 1000,
    unknownRecipients: {
      slowAfter: unknownRecipients.slowAfter,
      refuseAfter: unknownRecipients.refuseAfter,
      windowMilliseconds: unknownRecipients.windowSeconds * 1000,
      refuseMilliseconds: unknownRecipients.refuseSeconds * 1000,
      longestDelayMilliseconds: unknownRecipients.longestDelaySeconds * 1000,
    },
    securityLog,
    clock,
  })
}
