// Opens what the webmail and its API need, and listens.

import { systemClock } from '#core/clock.ts'
import type { WebmailConfig } from '#core/config/webmail-config.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { StubResolver } from '#daemons/dns/stub-resolver.ts'
import { openDatabase } from '#db/connection.ts'
import { OwnTurns } from '#db/own-turns.ts'
import { openBoxesStore } from '#db/stores/open-boxes.ts'
import { listen } from '#http/listen.ts'
import { sharesOf } from '#http/request-turns.ts'
import { openAuthentication } from '#identity/authentication/authentication.ts'
import { personReader } from './actor.ts'
import { openApp } from './app.ts'
import { contentAddresses } from './content/content-address.ts'
import { openContentApp } from './content/content-app.ts'
import { imageAt } from './content/image-at.ts'
import { Connections } from './imap/connections.ts'
import { knownMail } from './imap/conversation-list.ts'
import { BoxWatches } from './live/box-watches.ts'
import { type LiveBounds, LiveMail } from './live/live-mail.ts'
import { fetchRemoteImage, onTheWeb, remoteImageBounds } from './message/remote-image.ts'

export interface Webmail extends AsyncDisposable {
  readonly port: number
  readonly contentPort: number
}

/** Somebody looks at a message meanwhile. */
const dnsTries = { tries: 2, tryMilliseconds: 1_500 }

/** Of one person: a list, a conversation and what it shows are asked for at once, in several tabs. */
const readsAtOnce = 12

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
  const shares = sharesOf(config.database.maxConnections)
  const database = opened.use(openDatabase(config.database, secrets.database, shares.waiting))
  const turns = {
    asking: new OwnTurns(shares.turns.asking),
    reads: new OwnTurns({ ...shares.turns.reads, atOnce: readsAtOnce }),
    changes: new OwnTurns(shares.turns.changes),
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
  const addresses = contentAddresses(secrets.identity, config.contentOrigin, systemClock)
  const resolver = opened.use(
    new StubResolver({ servers: config.resolvers, ...dnsTries, clock: systemClock }),
  )
  const app = openApp({
    database,
    ports: {
      ...{ clock: systemClock, log, authentication, turns },
      origin: config.origin,
      contentOrigin: config.contentOrigin,
      behindProxy: config.behindProxy,
      mailServers: config.mailServers,
      phone: config.phone,
      ...{ connections, live, addresses, known: knownMail() },
      findingsKey: secrets.findings,
    },
    personOf: personReader({ database, authentication, asking: turns.asking }),
    clientFolder: config.clientFolder,
  })
  const { port } = opened.use(await listen(app.fetch, config.listener))
  // Ends first: whoever closes the port waits for those who listen.
  opened.use(live)
  const content = openContentApp({
    ...config,
    imageAt: imageAt({
      ...{ addresses, connections, boxes: openBoxesStore(database) },
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
