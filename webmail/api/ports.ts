// What the webmail's API uses of the world beside the database.

import type { Clock } from '#core/clock.ts'
import type { WebmailConfig } from '#core/config/webmail-config.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import type { Database } from '#db/connection.ts'
import type { Downloads } from '#http/downloads.ts'
import type { RequestLimits } from '#http/request-concurrency.ts'
import type { Authentication } from '#identity/authentication/authentication.ts'
import type { Person } from './actor.ts'
import type { ContentAddresses } from './content/content-address.ts'
import type { Connections } from './imap/connections.ts'
import type { KnownMail } from './imap/conversation-list.ts'
import type { SentRecipients } from './imap/sent-recipients.ts'
import type { LiveMail } from './live/live-mail.ts'
import type { PreviewReader } from './preview/preview-reader.ts'
import type { KeySeal } from './sharing/link-keys.ts'
import type { BoxScripts } from './sieve/box-scripts.ts'
import type { WritingPorts } from './writing/writing-ports.ts'

export interface Ports {
  readonly clock: Clock
  readonly log: Log
  readonly authentication: Authentication
  /** Where the webmail lives, without a slash at the end: `https://mail.cotedor.fr`. */
  readonly origin: string
  /** Where HTML messages are shown: another host, which knows no session. */
  readonly contentOrigin: string
  /** Its page for one message (`framePage`). */
  readonly frame: string
  /** Whether a proxy on this machine names the client in X-Forwarded-For. */
  readonly behindProxy: boolean
  /** What people type into a phone or a mail program. */
  readonly mailServers: WebmailConfig['mailServers']
  /** Whom people call when they need help. */
  readonly phone: string | null
  readonly turns: Pick<RequestLimits, 'asking' | 'reads' | 'changes' | 'files'>
  /** To Dovecot, warm. */
  readonly connections: Connections
  /** Tells what happens in the boxes of whoever listens. */
  readonly live: LiveMail
  /** What boxes do by themselves. */
  readonly scripts: BoxScripts
  /** What is remembered of folders and messages, so that they are not asked for again. */
  readonly known: KnownMail
  /** What writing asks of the house. */
  readonly writing: WritingPorts
  /** Files as text. */
  readonly previews: PreviewReader
  /** Whom boxes wrote to. */
  readonly writtenTo: SentRecipients
  /** Exports that are being read. */
  readonly downloads: Downloads
  /** Of images, on the content host. */
  readonly addresses: ContentAddresses
  /** Of files that are to be given out by a link, while they come. */
  readonly comingFiles: KeySeal
  /** Checks what the gateway found in a message. */
  readonly findingsKey: Secret
}

export interface ApiParts {
  readonly database: Database
  readonly ports: Ports
  /** The built client: its files answer what is no route. */
  readonly clientFolder: string
  /** Null for nobody; rejects when the database does not answer. Without `setCookies` the session is left as it is. */
  readonly personOf: (
    request: Request,
    setCookies: ((cookies: readonly string[]) => void) | null,
  ) => Promise<Person | null>
}
