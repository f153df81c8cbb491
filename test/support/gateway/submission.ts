// The submission listeners under test, on free ports and with a certificate of their own; and what a client says to them.

import { connect } from 'node:tls'
import type { CommuneId, MailboxId, RecipientResolution } from '#core/address/directory.ts'
import { domainOf, type EmailAddress, mailboxKey } from '#core/address/email-address.ts'
import { systemClock } from '#core/clock.ts'
import type { Event } from '#core/event.ts'
import type { Log } from '#core/log.ts'
import { failed } from '#core/result.ts'
import type { Sender } from '#core/sending/sender.ts'
import { accepted } from '#core/smtp/smtp-reply.ts'
import { verifyPassword } from '#daemons/dovecot-auth/verify-password.ts'
import type { Submitted } from '#mail/outbound/stages.ts'
import {
  openSubmission,
  type Submission,
  type SubmissionOptions,
} from '#mail/outbound/submission/open-submission.ts'
import { memoryBudget } from '#mail/session/message-memory.ts'
import { freePort } from '../database/postgresql.ts'
import { temporaryFolder } from '../stack/temporary-folder.ts'
import { writeCertificate } from '../world/certificate.ts'
import { smtpDialogue } from './smtp-dialogue.ts'

/** For listeners whose test never comes to Dovecot. */
export const noDovecot = '/nowhere/auth-submission'

export interface SubmissionsUnderTest extends AsyncDisposable {
  /** Passwords are asked of the Dovecot behind `authSocket`. Whoever opens it stops it. */
  open(authSocket: string, options?: Partial<SubmissionOptions>): Promise<Submission>
  /** What becomes of a message there. */
  readonly message: SubmissionOptions['message']
  /** What all of them took, without its content. */
  readonly taken: Omit<Submitted, 'content'>[]
  /** What all of them logged. */
  readonly events: readonly Event[]
}

export async function submissionsUnderTest(): Promise<SubmissionsUnderTest> {
  const folder = await temporaryFolder()
  writeCertificate(folder.path, 'mail-host')
  const events: Event[] = []
  const taken: Omit<Submitted, 'content'>[] = []
  const keep = (event: Event) => void events.push(event)
  const log = { info: keep, warn: keep, error: keep }
  const message = messageParts(folder.path, taken, log)
  return {
    message,
    open: async (authSocket, options = {}) =>
      openSubmission({
        hostname: 'mail.cotedor.test',
        startTls: [{ host: '127.0.0.1', port: await freePort() }],
        tlsAtOnce: [{ host: '127.0.0.1', port: await freePort() }],
        tls: { certificateFile: `${folder.path}/mail-host.crt`, keyFile: `${folder.path}/mail-host.key` },
        ...{
          certificateCheckMilliseconds: 60_000,
          maxMessageBytes: 1_000_000,
          idleTimeoutMilliseconds: 60_000,
        },
        ...{ maxConnections: 100, maxConnectionsPerAddress: 20, maxConnectionsPerNetwork: 100 },
        proxyNetworks: [],
        verifyPassword: (login) => verifyPassword({ socket: authSocket, timeoutMilliseconds: 20_000 }, login),
        dataTimeoutMilliseconds: 60_000,
        verifyToken: async () => failed('no tokens here'),
        ...{ message, log },
        ...options,
      }),
    taken,
    events,
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

/** Whoever signs in may write from the login and nothing else; what is of `mairie-saulieu.test` is ours; `gone@` is nobody. */
const messageParts = (
  folder: string,
  taken: Omit<Submitted, 'content'>[],
  log: Log,
): SubmissionOptions['message'] => ({
  senders: {
    find: async (login) => senderOf(login as EmailAddress),
    findFor: async (login, person) => ({ ...senderOf(login as EmailAddress), person }),
  },
  directory: { resolve: async (recipient) => resolutionOf(recipient) },
  suppressed: { has: async (recipient) => recipient.startsWith('gone@') },
  maxRecipients: 100,
  hasFreeRoom: async () => true,
  acceptSubmission: async ({ content: _, ...mail }) => {
    taken.push(mail)
    return accepted(mail.queueId)
  },
  ...{ maxMessageBytes: 1_000_000, spoolDirectory: folder, memory: memoryBudget(1 << 20) },
  clock: systemClock,
  log,
})

const senderOf = (address: EmailAddress): Sender => ({
  ...{ mailbox: `m-${address}` as MailboxId, commune: 'c-1' as CommuneId, address, person: null },
  addresses: new Set([mailboxKey(address).key]),
})

function resolutionOf(recipient: EmailAddress): RecipientResolution {
  if (domainOf(recipient) !== 'mairie-saulieu.test') return { kind: 'foreign' }
  return recipient.startsWith('nobody') ? { kind: 'unknown' } : { kind: 'not-ready' }
}

export type Door = 'startTls' | 'tlsAtOnce'
export const portOf = ({ ports }: Submission, door: Door): number => ports[door === 'startTls' ? 0 : 1] ?? 0

/** Under TLS, after EHLO. */
export async function tlsSession(submission: Submission) {
  const socket = connect({
    host: '127.0.0.1',
    port: portOf(submission, 'tlsAtOnce'),
    rejectUnauthorized: false,
  })
  const dialogue = smtpDialogue(0, socket)
  await dialogue.run(`
    S: 220
    C: EHLO client.test
    S: 250
  `)
  return dialogue
}

export const authPlain = (user: string, password: string): string =>
  `AUTH PLAIN ${Buffer.from(`\0${user}\0${password}`).toString('base64')}`
