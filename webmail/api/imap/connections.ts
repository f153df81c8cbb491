// The webmail's connections to Dovecot: one for each person and mailbox, opened when first needed with a token of a minute and
// kept warm between requests, and a second one where a question is answered in two halves. Their number is bounded, over all and
// for each person; those unused for longest go first. What is done on one waits its turn.

import type { ConnectionOptions as TlsOptions } from 'node:tls'
import { ImapFlow } from 'imapflow'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Clock } from '#core/clock.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Secret } from '#core/secret.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'
import { busy, faultOf, gone, type MailFault } from './mail-fault.ts'
import { beginLook, endLook } from './open-folder.ts'
import { type Task, WarmConnection, type Work } from './warm-connection.ts'

/** Who opens which mailbox. That they may is for the caller to ask of the directory, at each request. */
export interface Visit {
  /** Id of the person. */
  readonly person: string
  readonly mailbox: EmailAddress
  /** The address they come from, for Dovecot's log; null when it is not known. */
  readonly client: string | null
}

export interface ConnectionsOptions {
  readonly host: string
  readonly port: number
  /** Null for the loopback in clear. */
  readonly tls: TlsOptions | null
  /** The private one, in PEM, that signs tokens. */
  readonly tokenKey: Secret
  readonly clock: Clock
  readonly most?: number
  readonly mostPerPerson?: number
  readonly idleMilliseconds?: number
  /** Of one command, waiting included. */
  readonly deadlineMilliseconds?: number
}

/** A connection of one's own, to listen on; it counts like the others and is closed by whoever opened it. */
export interface OwnConnection extends Disposable {
  readonly client: ImapFlow
}

interface Line {
  readonly visit: Visit
  readonly lane: '' | ' beside'
}

interface Place {
  readonly person: string
  readonly close: () => void
  readonly isIdle: () => boolean
  usedAt: number
}

const defaults = {
  most: 400,
  mostPerPerson: 12,
  idleMilliseconds: 5 * 60_000,
  deadlineMilliseconds: 20_000,
} as const
const connectMilliseconds = 10_000

export class Connections implements AsyncDisposable {
  readonly #options: Required<ConnectionsOptions>
  readonly #warm = new Map<string, WarmConnection>()
  /** By the same name; the least recently used first. */
  readonly #places = new Map<string, Place>()
  readonly #sweep: NodeJS.Timeout
  #owned = 0

  constructor(options: ConnectionsOptions) {
    this.#options = { ...defaults, ...options }
    this.#sweep = setInterval(() => this.closeIdle(), this.#options.idleMilliseconds / 4)
    this.#sweep.unref()
  }

  /** What only looks: tried once more by itself when the connection was found broken. */
  read<T>(visit: Visit, work: Work<T>): Promise<Result<T, MailFault>> {
    return this.#run({ visit, lane: '' }, { work: looking(work), isChange: false })
  }

  /** The same beside it, for half of what a `read` is asked: two processes of Dovecot work at once. Takes no place of another. */
  readBeside<T>(visit: Visit, work: Work<T>): Promise<Result<T, MailFault>> {
    return this.#run({ visit, lane: ' beside' }, { work: looking(work), isChange: false })
  }

  /** What nobody waits for: on a connection that is there, and none is opened for it. */
  async readWhereOpen<T>(visit: Visit, work: Work<T>): Promise<Result<T, MailFault>> {
    const line: Line = { visit, lane: '' }
    if (!this.#warm.has(nameOf(line))) return failed(gone)
    return await this.#run(line, { work: looking(work), isChange: false, whereOpen: true })
  }

  /** What changes something: never tried again by itself. */
  change<T>(visit: Visit, work: Work<T>): Promise<Result<T, MailFault>> {
    const change: Work<T> = (client) => {
      endLook(client)
      return work(client)
    }
    return this.#run({ visit, lane: '' }, { work: change, isChange: true })
  }

  /** For what listens for as long as somebody looks: others must not wait behind it. */
  async open(visit: Visit): Promise<Result<OwnConnection, MailFault>> {
    this.#owned += 1
    const name = `${visit.person} own ${this.#owned}`
    let client: ImapFlow | null = null
    const close = () => {
      this.#places.delete(name)
      client?.close()
    }
    if (!this.#takePlace(name, { person: visit.person, close, isIdle: () => false }, true))
      return failed(busy)
    try {
      client = await this.#openClient(visit)
      client.once('close', close)
      return ok({ client, [Symbol.dispose]: close })
    } catch (error) {
      close()
      const fault = faultOf(error)
      if (fault === null) throw error
      return failed(fault)
    }
  }

  /** How many are open or being opened. */
  get size(): number {
    return this.#places.size
  }

  /** Ends those of a person whose access ended, and what runs on them. */
  closeOf(person: string): void {
    for (const place of [...this.#places.values()]) if (place.person === person) place.close()
  }

  closeIdle(): void {
    const before = this.#options.clock.now() - this.#options.idleMilliseconds
    for (const place of [...this.#places.values()])
      if (place.isIdle() && place.usedAt <= before) place.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#sweep)
    for (const place of [...this.#places.values()]) place.close()
  }

  async #run<T>(line: Line, task: Omit<Task<T>, 'deadlineMilliseconds'>): Promise<Result<T, MailFault>> {
    const connection = this.#connectionOf(line)
    if (connection === null) return failed(busy)
    const { deadlineMilliseconds } = this.#options
    return await connection.run({ ...task, deadlineMilliseconds })
  }

  #connectionOf({ visit, lane }: Line): WarmConnection | null {
    const name = nameOf({ visit, lane })
    const found = this.#warm.get(name)
    const held = this.#places.get(name)
    if (found !== undefined && held !== undefined) {
      this.#places.delete(name)
      this.#places.set(name, held)
      held.usedAt = this.#options.clock.now()
      return found
    }
    const made = new WarmConnection(() => this.#openClient(visit))
    const close = () => {
      this.#warm.delete(name)
      this.#places.delete(name)
      made.close()
    }
    const place = { person: visit.person, close, isIdle: () => made.isIdle }
    if (!this.#takePlace(name, place, lane === '')) return null
    this.#warm.set(name, made)
    return made
  }

  /** False when every place is taken: by something under way, or by anything where no idle one `mayClose` for it. */
  #takePlace(name: string, place: Omit<Place, 'usedAt'>, mayClose: boolean): boolean {
    const { most, mostPerPerson, clock } = this.#options
    const all = () => [...this.#places.values()]
    const ofPerson = () => all().filter(({ person }) => person === place.person)
    if (!makeRoom(ofPerson(), mostPerPerson, mayClose) || !makeRoom(all(), most, mayClose)) return false
    this.#places.set(name, { ...place, usedAt: clock.now() })
    return true
  }

  async #openClient(visit: Visit): Promise<ImapFlow> {
    const { host, port, tls, tokenKey, clock } = this.#options
    const accessToken = await issueMailboxToken(
      { mailbox: visit.mailbox, person: visit.person },
      tokenKey,
      clock,
    )
    const client = new ImapFlow({
      ...{ host, port, secure: tls !== null, doSTARTTLS: false, disableCompression: true },
      ...(tls === null ? {} : { tls }),
      auth: { user: visit.mailbox, accessToken },
      clientInfo: { name: 'Vaguemestre', 'x-originating-ip': visit.client ?? false },
      ...{ logger: false as const, disableAutoIdle: true },
      ...{ connectionTimeout: connectMilliseconds, greetingTimeout: connectMilliseconds },
    })
    // What is under way fails with it, and the next one opens another.
    client.on('error', () => client.close())
    await client.connect()
    return client
  }
}

const nameOf = ({ visit, lane }: Line): string => `${visit.person} ${visit.mailbox}${lane}`

function looking<T>(work: Work<T>): Work<T> {
  return (client) => {
    beginLook(client)
    return work(client)
  }
}

/** Closes the one unused for longest when all are taken; false when none is idle, or none `mayClose`. */
function makeRoom(places: readonly Place[], most: number, mayClose: boolean): boolean {
  if (places.length < most) return true
  const idle = mayClose ? places.find((place) => place.isIdle()) : undefined
  idle?.close()
  return idle !== undefined
}
