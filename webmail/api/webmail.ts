// Opens what the webmail and its API need, and listens.

import { systemClock } from '#core/clock.ts'
import type { WebmailConfig } from '#core/config/webmail-config.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { StubResolver } from '#daemons/dns/stub-resolver.ts'
import { openDatabase } from '#db/connection.ts'
import { PerActorSemaphore } from '#db/per-actor-semaphore.ts'
import { accessibleMailboxesStore } from '#db/stores/mailboxes/accessible-mailboxes.ts'
import { Downloads } from '#http/downloads.ts'
import { listen } from '#http/listen.ts'
import { limitsForConnections } from '#http/request-concurrency.ts'
import { openAuthentication } from '#identity/authentication/authentication.ts'
import { personReader } from './actor.ts'
import { openApp } from './app.ts'
import { contentAddresses } from './content/content-address.ts'
import { framePage, openContentApp } from './content/content-app.ts'
import { serveImage } from './content/serve-image.ts'
import { Connections } from './imap/connections.ts'
import { knownMail } from './imap/conversation-list.ts'
import { SentRecipients } from './imap/sent-recipients.ts'
import { BoxWatches } from './live/box-watches.ts'
import { type LiveBounds, LiveMail } from './live/live-mail.ts'
import { fetchRemoteImage, onTheWeb, remoteImageBounds } from './message/remote-image.ts'
import { PreviewReader } from './preview/preview-reader.ts'
import { openLinkApp } from './sharing/link-app.ts'
import { comingSeal } from './sharing/link-keys.ts'
import { openBoxScripts } from './sieve/box-scripts.ts'
import { scriptSeal } from './sieve/script-seal.ts'
import { openWritingPorts } from './writing/writing-ports.ts'

export interface Webmail extends AsyncDisposable {
  readonly port: number
  readonly contentPort: number
}

/** Somebody looks at a message meanwhile. */
const dnsTries = { tries: 2, tryMilliseconds: 1_500 }

/** Of one person: a list, a conversation and what it shows are asked for at once, in several tabs. */
const readsAtOnce = 12

/** Of one person: two messages may be given their files at once, and nobody takes the room of the others. */
const filesAtOnce = 2

/** From the first octet to the last, with a few scripts read and one compiled. */
const rulesMilliseconds = 15_000

/** Whoever reads an export slowly keeps a megabyte of it with us. */
const exportsAtOnce = { ofOne: 2, ofAll: 40, longestMilliseconds: 6 * 3_600_000 }

/** Of one network, behind which a whole office may sit; whoever reads slowly keeps some pieces with us. */
const fetchedAtOnce = { ofOne: 6, ofAll: 60, longestMilliseconds: 6 * 3_600_000, idleMilliseconds: 120_000 }

/** Of one link, from whatever networks: one that is passed on everywhere leaves places for the others. */
const fetchedOfLink = { ...fetchedAtOnce, ofOne: 15 }

/** Of one network: pages of links, passwords tried, downloads begun. */
const linksAtOnce = { atOnce: 4, patienceMilliseconds: 10_000 }

/** Each keeps a process of Dovecot; who finds them taken asks from time to time instead. */
const watches = { most: 400, mostPerPerson: 10 }

export async function startWebmail(
  config: WebmailConfig,
  secrets: {
    readonly database: Secret
    readonly identity: Secret
    readonly mailboxToken: Secret
    readonly findings: Secret
  },
  log: Log,
  liveBounds: Partial<LiveBounds> = {},
): Promise<Webmail> {
  await using opened = new AsyncDisposableStack()
  const shares = limitsForConnections(config.database.maxConnections)
  const database = opened.use(openDatabase(config.database, secrets.database, shares.waiting))
  const turns = {
    asking: new PerActorSemaphore(shares.turns.asking),
    reads: new PerActorSemaphore({ ...shares.turns.reads, atOnce: readsAtOnce }),
    changes: new PerActorSemaphore(shares.turns.changes),
    files: new PerActorSemaphore({ ...shares.turns.files, atOnce: filesAtOnce }),
  }
  const authentication = openAuthentication({
    ...{ database, turns },
    key: secrets.identity,
    origin: config.origin,
    passkeyDomain: config.passkeyDomain,
    cookiePrefix: 'vaguemestre-webmail',
    issuer: `Vaguemestre ${config.department}`,
    clock: systemClock,
  })
  const imap = { ...config.imap, tls: null, tokenKey: secrets.mailboxToken, clock: systemClock }
  const connections = opened.use(new Connections(imap))
  const ofWatches = opened.use(new Connections({ ...imap, ...watches }))
  const live = new LiveMail(opened.use(new BoxWatches({ connections: ofWatches, log })), liveBounds)
  const scripts = openBoxScripts({
    server: {
      ...{ ...config.managesieve, deadlineMilliseconds: rulesMilliseconds },
      tls: { servername: config.mailServers.host },
    },
    ...{ tokenKey: secrets.mailboxToken, seal: scriptSeal(secrets.identity), clock: systemClock },
  })
  const frame = await framePage(config)
  const addresses = contentAddresses(secrets.identity, config.contentOrigin, systemClock)
  const resolver = opened.use(
    new StubResolver({ servers: config.resolvers, ...dnsTries, clock: systemClock }),
  )
  const writing = opened.use(openWritingPorts(database, { policy: config.policy, clock: systemClock, log }))
  const previews = opened.use(new PreviewReader())
  const app = openApp({
    database,
    ports: {
      ...{ clock: systemClock, log, authentication, turns },
      origin: config.origin,
      contentOrigin: config.contentOrigin,
      frame: frame.address,
      behindProxy: config.behindProxy,
      mailServers: config.mailServers,
      phone: config.phone,
      ...{ connections, live, scripts, addresses, writing, previews },
      ...{ known: knownMail(), writtenTo: new SentRecipients(), downloads: new Downloads(exportsAtOnce) },
      ...{ findingsKey: secrets.findings, comingFiles: comingSeal(secrets.identity) },
    },
    personOf: personReader({ database, authentication, asking: turns.asking }),
    clientFolder: config.clientFolder,
  })
  const { port } = opened.use(await listen(app.fetch, config.listener))
  // Ends first: whoever closes the port waits for those who listen.
  opened.use(live)
  const content = openContentApp({
    ...config,
    frame,
    links: openLinkApp({
      ...{ database, log, behindProxy: config.behindProxy, department: config.department },
      downloads: new Downloads(fetchedAtOnce),
      ofLink: new Downloads(fetchedOfLink),
      turns: new PerActorSemaphore(linksAtOnce),
    }),
    imageAt: serveImage({
      ...{ addresses, connections, boxes: accessibleMailboxesStore(database) },
      fetchImage: (address) =>
        fetchRemoteImage(address, {
          ...remoteImageBounds,
          ask: (question) => resolver.ask(question),
          mayConnect: onTheWeb,
        }),
    }),
  })
  const contentListening = opened.use(await listen(content.fetch, config.contentListener))
  const rest = opened.move()
  return {
    ...{ port, contentPort: contentListening.port },
    [Symbol.asyncDispose]: () => rest.disposeAsync(),
  }
}
