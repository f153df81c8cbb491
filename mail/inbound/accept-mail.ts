// The inbound stages from the configuration, each given what it needs and no more.

import { clientNetwork } from '#core/address/client-network.ts'
import type { GatewayConfig, InboundConfig } from '#core/config/gateway-config.ts'
import { deliverByLmtp } from '#daemons/lmtp/deliver-by-lmtp.ts'
import { beginLmtpDelivery } from '#daemons/lmtp/early-lmtp-delivery.ts'
import { scanWithRspamd } from '#daemons/rspamd/scan.ts'
import { forwardMark } from '../forwarding/forward-mark.ts'
import type { ForwardingParts } from '../forwarding/forwarded-message.ts'
import { senderRewriting } from '../forwarding/srs.ts'
import type { GatewayParts, InboundParts } from '../gateway-parts.ts'
import { freeDiskSpace } from '../session/free-disk-space.ts'
import type { AuthenticationParts } from './authentication/authenticate.ts'
import type { DaemonClients } from './daemon-clients.ts'
import type { DeliveryParts } from './delivery/deliver.ts'
import { HeldQuota } from './delivery/held-quota.ts'
import {
  WriteMemoryLimit,
  writeMemoryOctets,
  writeMemoryTimeoutMilliseconds,
} from './delivery/write-memory-limit.ts'
import { recipientAdmission } from './envelope/admit-recipient.ts'
import { closeEnvelope, type EnvelopeParts } from './envelope/close-envelope.ts'
import type { FilteringParts } from './filtering/filter.ts'
import { withUnfinishedScans } from './filtering/unfinished-scans.ts'
import { type DeliverLocally, localDelivery } from './local-delivery.ts'
import { inboundPipeline, ownMailPipeline } from './pipeline.ts'
import { refusedTraceEntries } from './refused-trace-entries.ts'
import type { AcceptMessage, AdmitRecipient, NoteTurnedAway } from './stages.ts'

/** Nothing new is held from so many floors of free disk on: ordinary mail has what is below for itself. */
const heldFloors = 2

export const acceptMail = (
  config: GatewayConfig,
  parts: GatewayParts,
  reached: DaemonClients,
): AcceptMessage =>
  inboundPipeline({
    envelope: envelopeParts(parts),
    authentication: authenticationParts(config, parts, reached),
    filtering: filteringParts(config, parts, reached),
    delivery: deliveryParts(config, parts, reached),
    trace: parts.trace,
    log: parts.log,
  })

/** For what is turned away before the stages. */
export const noteTurnedAway =
  (parts: GatewayParts): NoteTurnedAway =>
  (received, why) =>
    parts.trace.add(refusedTraceEntries(closeEnvelope(received, envelopeParts(parts)), why))

/** For mail of ours, out of the queue. */
export function deliverLocally(
  config: InboundConfig & { readonly hostname: string },
  parts: InboundParts,
  reached: Omit<DaemonClients, 'resolve'>,
): DeliverLocally {
  const { hostname, authservId } = config
  const { trace, clock, log } = parts
  const stages = {
    envelope: envelopeParts(parts),
    filtering: filteringParts(config, parts, reached),
    delivery: deliveryParts(config, parts, reached),
    trace,
    log,
  }
  return localDelivery({
    hostname,
    admitRecipient: admitRecipient(config, parts),
    acceptMessage: ownMailPipeline(stages, authservId),
    clock,
  })
}

/** Answers RCPT, for mail from outside and of ours. */
export const admitRecipient = (
  { fullMailboxGraceSeconds }: Pick<InboundConfig, 'fullMailboxGraceSeconds'>,
  { directory, owners, srsKey, clock, log }: InboundParts,
): AdmitRecipient =>
  recipientAdmission(directory, {
    fullMailboxGraceMilliseconds: fullMailboxGraceSeconds * 1000,
    ...{ owners, srs: senderRewriting(srsKey, clock), clock, log },
  })

const envelopeParts = ({ srsKey }: InboundParts): EnvelopeParts => ({
  markOf: (mailbox) => forwardMark(mailbox, srsKey),
})

const authenticationParts = (
  config: GatewayConfig,
  { clock, log }: GatewayParts,
  { resolve }: DaemonClients,
): AuthenticationParts => ({
  hostname: config.hostname,
  authservId: config.authservId,
  resolve,
  trustedSealers: new Set(config.trustedSealers.map((domain) => domain.toLowerCase())),
  timeoutMilliseconds: config.authenticationTimeoutSeconds * 1000,
  clock,
  log,
})

const filteringParts = (
  config: InboundConfig,
  { policies, correspondents, clock, log }: InboundParts,
  { clamd }: Pick<DaemonClients, 'clamd'>,
): FilteringParts => ({
  scanForSpam: (message, about, deadline) => scanWithRspamd({ ...config.rspamd, deadline }, message, about),
  scanForVirus: withUnfinishedScans((message, { clientAddress, deadline }) =>
    clamd.scan(message, { client: clientNetwork(clientAddress).around, deadline }),
  ),
  policies,
  correspondents,
  trustedDomains: config.trustedDomains,
  timeoutMilliseconds: config.filteringTimeoutSeconds * 1000,
  clock,
  log,
})

const deliveryParts = (
  config: InboundConfig,
  parts: InboundParts,
  { lmtp }: Pick<DaemonClients, 'lmtp'>,
): DeliveryParts => ({
  ...deliveryStores(parts),
  forwarding: forwardingParts(config, parts),
  beginToMailboxes: (envelope) => beginLmtpDelivery(lmtp, envelope),
  deliverToMailboxes: (message) => deliverByLmtp(lmtp, message),
  turns: new WriteMemoryLimit(writeMemoryOctets, writeMemoryTimeoutMilliseconds),
  heldRoom: new HeldQuota({
    heldOctets: parts.heldOctets,
    mailboxBytes: config.heldMailboxBytes,
    totalBytes: config.heldTotalBytes,
    hasFreeRoom: freeDiskSpace({
      directories: config.watchedDirectories,
      floorBytes: heldFloors * config.freeDiskFloorBytes,
      clock: parts.clock,
    }),
    clock: parts.clock,
    log: parts.log,
  }),
})

const deliveryStores = ({
  keptMail,
  mailQueue,
  correspondents,
  trace,
  dmarcObservations,
  findingsKey,
  clock,
  log,
}: InboundParts) => ({
  keptMail,
  mailQueue,
  correspondents,
  trace,
  dmarcObservations,
  findingsKey,
  clock,
  log,
})

/** Also for what the rules of a mailbox send on. */
export const forwardingParts = (
  { authservId }: Pick<InboundConfig, 'authservId'>,
  { srsKey, signingKeys, clock, log }: Pick<InboundParts, 'srsKey' | 'signingKeys' | 'clock' | 'log'>,
): ForwardingParts => ({ srsKey, signingKeys, authservId, clock, log })
