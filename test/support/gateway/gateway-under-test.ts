// The real gateway on free ports, with fakes for everything around it.

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type {
  CommuneId,
  Directory,
  MailboxId,
  MailboxTarget,
  RecipientResolution,
} from '#core/address/directory.ts'
import { type Domain, type EmailAddress, mailboxKey, parseEmailAddress } from '#core/address/email-address.ts'
import { systemClock } from '#core/clock.ts'
import type { GatewayConfig } from '#core/config/gateway-config.ts'
import type { DmarcObservation } from '#core/deliverability/dmarc-observations.ts'
import type { Event } from '#core/event.ts'
import type { HeldOctets } from '#core/held/held-octets.ts'
import type { KeptMail, KeptMessage } from '#core/held/kept-mail.ts'
import type { Log } from '#core/log.ts'
import type { PolicyBook } from '#core/policies/commune-policy.ts'
import { ok } from '#core/result.ts'
import { Secret } from '#core/secret.ts'
import type { SecurityEvent } from '#core/security-log.ts'
import type { TraceEntry } from '#core/trace/trace.ts'
import { defaultLeakPolicy } from '#mail/dlp/rules/default-rules.ts'
import { type Gateway, openGateway } from '#mail/gateway.ts'
import type { GatewayParts, InboundParts } from '#mail/gateway-parts.ts'
import { type FakeClamd, fakeClamd } from '../daemons/fake-clamd.ts'
import { type FakeLmtp, fakeLmtp } from '../daemons/fake-lmtp.ts'
import { type FakeRspamd, fakeRspamd } from '../daemons/fake-rspamd.ts'
import { temporaryFolder } from '../stack/temporary-folder.ts'
import { writeCertificate } from '../world/certificate.ts'
import { type FakeDns, fakeDns } from '../world/fake-dns.ts'
import { policyBook } from './policy-book.ts'
import { type SmtpDialogue, smtpDialogue } from './smtp-dialogue.ts'
import { testPolicy } from './test-policy.ts'

/** Of the gateway under test: makes its marks and rewritten senders. */
export const testSrsKey = new Secret('srs-test-key')

/** As the database would have it. */
export type WrittenMessage = Omit<KeptMessage, 'content'> & { readonly content: Buffer }

export interface GatewayUnderTest extends AsyncDisposable {
  readonly gateway: Gateway
  readonly port: number
  readonly folder: string
  readonly rspamd: FakeRspamd
  readonly clamd: FakeClamd
  readonly lmtp: FakeLmtp
  readonly dns: FakeDns
  readonly kept: WrittenMessage[]
  readonly traced: TraceEntry[]
  readonly dmarcObserved: DmarcObservation[]
  readonly noticed: SecurityEvent[]
  readonly events: Event[]
  /** What holds for the next message; a test puts another in its place. */
  book: PolicyBook
  /** Rejects instead of answering or keeping, as a database that is down. */
  databaseDown: boolean
  /** Of one question while the message waits: it fails, or never ends. */
  trouble: { readonly of: 'policies' | 'correspondents'; readonly kind: 'down' | 'hung' } | null
  /** A dialogue past the greeting and EHLO. */
  greeted(): Promise<SmtpDialogue>
  /** One message to the given recipients: the reply after the end of data. */
  deliver(message: string | Buffer, recipients?: readonly string[], reversePath?: string): Promise<string>
}

/** A target of the test directory: `@cN.test` is the domain of commune c-N, every other one of c-1. */
export function target(text: string): MailboxTarget {
  const address = parseEmailAddress(text)
  if (!address.ok) throw new Error(address.error)
  return {
    kind: 'mailbox',
    mailbox: `m-${text}` as MailboxId,
    commune: `c-${/@c(\d+)\.test$/.exec(text)?.[1] ?? 1}` as CommuneId,
    address: address.value,
    required: /^(postmaster|abuse)@/.test(text),
  }
}

const isOurs = (domain: string | undefined): boolean => /^((mx\.)?ours|c\d+)\.test$/.test(domain ?? '')

const ownerOf = (domain: Domain): CommuneId | null => (isOurs(domain) ? target(`a@${domain}`).commune : null)

/** `a@ours.test` and whatever begins with `many`: mailboxes; `list@`: a and b; the rest by name. */
function resolve(recipient: EmailAddress): RecipientResolution {
  const { key } = mailboxKey(recipient)
  const [local, domain] = key.split('@')
  if (!isOurs(domain)) return { kind: 'foreign' }
  if (local === 'list') return { kind: 'alias', targets: [target('a@ours.test'), target('b@ours.test')] }
  if (local === 'new') return { kind: 'not-ready' }
  if (local === 'suspended') return { kind: 'suspended' }
  if (/^(a|b|c|mélanie|postmaster|abuse|many\d+)$/.test(local ?? ''))
    return { kind: 'mailbox', target: target(key) }
  return { kind: 'unknown' }
}

/** It has no listener for mail programs. */
const noSending: Omit<
  GatewayParts,
  Exclude<keyof InboundParts, 'signingKeys' | 'mailQueue'> | 'securityLog'
> = {
  senders: { find: async () => null, findFor: async () => null },
  suppressed: { has: async () => false },
  allowance: { ask: async () => ok(async () => {}) },
  automaticSenders: { find: async () => null, count: async () => false },
  leakPolicies: { of: async () => defaultLeakPolicy },
  leakTally: { add: () => {} },
  signingKeys: { activeOf: async () => [] },
  mailQueue: { enqueue: async () => {} },
}

/** `stores` take the place of the fakes that stand for the database. */
export async function gatewayUnderTest(
  changes: Partial<GatewayConfig> = {},
  stores: Partial<GatewayParts> = {},
): Promise<GatewayUnderTest> {
  const folder = await temporaryFolder()
  const [rspamd, clamd, lmtp, dns] = await Promise.all([fakeRspamd(), fakeClamd(), fakeLmtp(), fakeDns()])
  mkdirSync(join(folder.path, 'spool'))
  const config: GatewayConfig = {
    hostname: 'mx.ours.test',
    authservId: 'mx.ours.test',
    smtp: [{ host: '127.0.0.1', port: 0 }],
    proxyNetworks: [],
    tls: writeCertificate(folder.path),
    maxMessageBytes: 25_000_000,
    maxRecipients: 1000,
    maxConnections: 50,
    maxConnectionsPerAddress: 50,
    maxConnectionsPerNetwork: 50,
    unknownRecipients: {
      slowAfter: 1000,
      refuseAfter: 1000,
      windowSeconds: 600,
      refuseSeconds: 600,
      longestDelaySeconds: 1,
    },
    idleTimeoutSeconds: 20,
    dataTimeoutSeconds: 60,
    greetingDelayMilliseconds: 0,
    spoolDirectory: join(folder.path, 'spool'),
    watchedDirectories: [folder.path],
    freeDiskFloorBytes: 0,
    fullMailboxGraceSeconds: 3600,
    heldMailboxBytes: 500_000_000,
    heldTotalBytes: 20_000_000_000,
    database: { host: '127.0.0.1', port: 1, name: 'x', role: 'x', passwordFile: 'x', maxConnections: 1 },
    resolvers: [{ host: dns.host, port: dns.port }],
    rspamd: { host: '127.0.0.1', port: rspamd.listener.port },
    clamd: { host: '127.0.0.1', port: clamd.listener.port },
    filteringTimeoutSeconds: 1,
    lmtp: { host: '127.0.0.1', port: lmtp.listener.port, timeoutSeconds: 1 },
    authenticationTimeoutSeconds: 2,
    policy: testPolicy,
    trustedDomains: [],
    trustedSealers: [],
    findingsKeyFile: 'x',
    srsKeyFile: 'x',
    keyEncryptionKeyFile: 'x',
    logLevel: 'info',
    ...changes,
  }
  const kept: WrittenMessage[] = []
  const events: Event[] = []
  const note = (event: Event): void => void events.push(event)
  const log: Log = { info: note, warn: note, error: note }
  const unlessDown = <T>(value: T): Promise<T> =>
    test.databaseDown ? Promise.reject(new Error('the database is down')) : Promise.resolve(value)
  const answered = <T>(question: 'policies' | 'correspondents', value: T): Promise<T> => {
    if (test.trouble?.of !== question) return unlessDown(value)
    return test.trouble.kind === 'hung' ? new Promise(() => {}) : Promise.reject(new Error('no answer'))
  }
  const directory: Directory = { resolve: (recipient) => unlessDown(resolve(recipient)) }
  const keptMail: KeptMail = {
    keep: async (messages) => {
      await unlessDown(null)
      for (const message of messages) kept.push({ ...message, content: await message.content() })
    },
  }
  const heldFor = (isMeant: (mailbox: MailboxId) => boolean): number =>
    kept
      .filter(({ recipients }) =>
        recipients.some((each) => each.why.kind === 'held' && isMeant(each.mailbox)),
      )
      .reduce((octets, { content }) => octets + content.length, 0)
  const heldOctets: HeldOctets = {
    ofMailboxes: (mailboxes) =>
      unlessDown(new Map(mailboxes.map((mailbox) => [mailbox, heldFor((each) => each === mailbox)]))),
    inAll: () => unlessDown(heldFor(() => true)),
  }
  const traced: TraceEntry[] = []
  const dmarcObserved: DmarcObservation[] = []
  const noticed: SecurityEvent[] = []
  const known = new Set<string>()
  const gateway = await openGateway(config, {
    directory,
    owners: { ownerOf: (domain) => unlessDown(ownerOf(domain)) },
    policies: { book: () => answered('policies', test.book) },
    correspondents: {
      knownTo: (author, communes) =>
        answered('correspondents', new Set(communes.filter((commune) => known.has(`${commune} ${author}`)))),
      remember: (author, communes) => {
        for (const commune of communes) known.add(`${commune} ${author}`)
      },
    },
    keptMail,
    heldOctets,
    trace: { add: (entries) => void traced.push(...entries) },
    dmarcObservations: { add: (observation) => void dmarcObserved.push(observation) },
    securityLog: { add: (event) => void noticed.push(event) },
    ...noSending,
    findingsKey: new Secret('findings-test-key'),
    srsKey: testSrsKey,
    clock: systemClock,
    log,
    ...stores,
  })
  const port = gateway.ports[0] ?? 0
  const test: GatewayUnderTest = {
    gateway,
    port,
    folder: folder.path,
    rspamd,
    clamd,
    lmtp,
    dns,
    kept,
    traced,
    dmarcObserved,
    noticed,
    events,
    book: policyBook(),
    databaseDown: false,
    trouble: null,
    async greeted() {
      const dialogue = smtpDialogue(port)
      await dialogue.run(`S: 220 mx.ours.test ESMTP\nC: EHLO client.test\nS: 250-mx.ours.test`)
      return dialogue
    },
    async deliver(message, recipients = ['a@ours.test'], reversePath = 'sender@away.test') {
      await using dialogue = await test.greeted()
      await dialogue.run(`C: MAIL FROM:<${reversePath}>\nS: 250 2.1.0`)
      for (const recipient of recipients) await dialogue.run(`C: RCPT TO:<${recipient}>\nS: 250 2.1.5`)
      await dialogue.run('C: DATA\nS: 354')
      dialogue.send(message)
      dialogue.send('\r\n.\r\n')
      return await dialogue.reply()
    },
    async [Symbol.asyncDispose]() {
      await gateway.stop(0)
      await Promise.all([rspamd, clamd, lmtp, dns].map((fake) => fake[Symbol.asyncDispose]()))
      await folder[Symbol.asyncDispose]()
    },
  }
  return test
}
