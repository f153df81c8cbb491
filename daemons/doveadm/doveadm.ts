// Dovecot's administration API over HTTP. HTTP says 200 for every outcome: what became of a command stands in the body,
// as the exit code the command line would have had (sysexits.h).

import { z } from 'zod'
import { type HostPort, showHostPort } from '#core/address/host-port.ts'
import { ftsAutoindexLimit } from '#core/message/fts-autoindex-limit.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Secret } from '#core/secret.ts'

export interface DoveadmAccess extends HostPort {
  readonly password: Secret
  readonly timeoutMilliseconds: number
}

export type DoveadmFailure =
  /** EX_NOUSER: the user is not in userdb. */
  | { readonly kind: 'no-user' }
  /** EX_DATAERR: for mailboxCreate, one of them exists. */
  | { readonly kind: 'refused' }
  /** EX_TEMPFAIL and whatever else the command said: try again later. */
  | { readonly kind: 'temporary'; readonly exitCode: number }
  /** No answer, or one that is not doveadm's. */
  | { readonly kind: 'unreachable'; readonly cause: string }

/** doveadm says EX_NOHOST of a folder that is not there. */
const exitCodes = { dataError: 65, noUser: 67, noFolder: 68 } as const

/** One for each command, in their order. */
const answers = z.array(
  z.union([
    z.tuple([z.literal('doveadmResponse'), z.array(z.record(z.string(), z.string())), z.string()]),
    z.tuple([z.literal('error'), z.object({ exitCode: z.int().optional() }), z.string()]),
  ]),
)

/** What Dovecot keeps beside a session: the selector of an app password, or the login for a main password. */
const credentialField = 'user_credential'

type Rows = readonly Readonly<Record<string, string>>[]
type Unreachable = Extract<DoveadmFailure, { readonly kind: 'unreachable' }>
/** What one command came to. */
type Outcome<T> = Result<T, Exclude<DoveadmFailure, Unreachable>>

export interface Doveadm {
  /** Creates folders of a user; those that can be are, whatever became of the others. */
  mailboxCreate(user: string, folders: readonly string[]): Promise<Result<null, DoveadmFailure>>
  /** Ends sessions at once, their clients read BYE: of a whole mailbox, or those that one credential opened. */
  kick(which: {
    readonly kind: 'mailbox' | 'credential'
    readonly value: string
  }): Promise<Result<{ readonly ended: number }, DoveadmFailure>>
  /** Messages in one folder. */
  mailboxStatus(user: string, folder: string): Promise<Result<{ readonly messages: number }, DoveadmFailure>>
  /** Of one folder (RFC 9051 §2.3.1.1); null for none of this name. */
  uidValidity(user: string, folder: string): Promise<Result<number | null, DoveadmFailure>>
  /** To those of the messages that are still there; a keyword is a flag, too. */
  addFlag(user: string, messages: MessagesByUid, flag: string): Promise<Result<null, DoveadmFailure>>
  /** Of those of the messages that are still there. */
  removeFlag(user: string, messages: MessagesByUid, flag: string): Promise<Result<null, DoveadmFailure>>
  /** Those of the messages that are still there, into another folder. */
  move(user: string, messages: MessagesByUid, to: string): Promise<Result<null, DoveadmFailure>>
  /**
   * Leaves a folder of each user to the indexer, which takes them up one after the other with a low priority. In the order
   * of the users, each by itself.
   */
  index(users: readonly string[], folder: string): Promise<Result<readonly Outcome<null>[], Unreachable>>
  /** The full-text indexes that each user has, of whatever folders; in the order of the users, each by itself. */
  searchIndexes(
    users: readonly string[],
  ): Promise<Result<readonly Outcome<readonly SearchIndex[]>[], Unreachable>>
  /** Takes away what full text knows of one folder; the next index or search begins anew. */
  removeSearchIndex(user: string, folder: string): Promise<Result<null, DoveadmFailure>>
}

export interface MessagesByUid {
  readonly folder: string
  readonly uids: readonly number[]
}

export interface SearchIndex {
  readonly folder: string
  /** Of Xapian; none where the index can no longer be opened. */
  readonly shards: number
}

/** Never rejects; holds no connection. */
export function doveadmClient(access: DoveadmAccess): Doveadm {
  const run = (command: string, parameters: object) => runCommand(access, command, parameters)
  return {
    async mailboxCreate(user, folders) {
      const created = await run('mailboxCreate', { user, mailbox: folders })
      return created.ok ? ok(null) : created
    },
    async kick({ kind, value }) {
      const field = kind === 'credential' ? { passdbField: credentialField } : {}
      const kicked = await run('kick', { mask: [value], ...field })
      return kicked.ok ? ok({ ended: Number(kicked.value[0]?.count ?? 0) }) : kicked
    },
    async mailboxStatus(user, folder) {
      const status = await run('mailboxStatus', { user, mailboxMask: [folder], field: ['messages'] })
      if (!status.ok) return status
      const messages = z.coerce.number<string>().int().safeParse(status.value[0]?.messages)
      return messages.success ? ok({ messages: messages.data }) : failed({ kind: 'refused' })
    },
    async uidValidity(user, folder) {
      const status = await run('mailboxStatus', { user, mailboxMask: [folder], field: ['uidvalidity'] })
      if (!status.ok) {
        const { error } = status
        const isNone = error.kind === 'temporary' && error.exitCode === exitCodes.noFolder
        return isNone ? ok(null) : status
      }
      const uidValidity = z.coerce.number<string>().int().safeParse(status.value[0]?.uidvalidity)
      return uidValidity.success ? ok(uidValidity.data) : failed({ kind: 'refused' })
    },
    async addFlag(user, messages, flag) {
      const added = await run('flagsAdd', { user, flag: [flag], query: queryFor(messages) })
      return added.ok ? ok(null) : added
    },
    async removeFlag(user, messages, flag) {
      const removed = await run('flagsRemove', { user, flag: [flag], query: queryFor(messages) })
      return removed.ok ? ok(null) : removed
    },
    async move(user, messages, to) {
      const moved = await run('move', { user, destinationMailbox: to, query: queryFor(messages) })
      return moved.ok ? ok(null) : moved
    },
    async index(users, folder) {
      const parameters = { mailboxMask: [folder], queue: true, maxRecent: String(ftsAutoindexLimit) }
      const asked = await runCommands(
        access,
        users.map((user) => ['index', { user, ...parameters }] as const),
      )
      return asked.ok ? ok(asked.value.map((each) => (each.ok ? ok(null) : each))) : asked
    },
    async searchIndexes(users) {
      const asked = await runCommands(
        access,
        users.map((user) => ['ftsFlatcurveStats', { user, mailboxMask: ['*'] }] as const),
      )
      return asked.ok
        ? ok(asked.value.map((each) => (each.ok ? ok(each.value.flatMap(indexOf)) : each)))
        : asked
    },
    async removeSearchIndex(user, folder) {
      const removed = await run('ftsFlatcurveRemove', { user, mailboxMask: [folder] })
      return removed.ok ? ok(null) : removed
    },
  }
}

const queryFor = ({ folder, uids }: MessagesByUid): readonly string[] => [
  ...['mailbox', folder],
  ...['uid', uids.join(',')],
]

function indexOf({ mailbox, shards }: Readonly<Record<string, string>>): readonly SearchIndex[] {
  const counted = z.coerce.number<string>().int().safeParse(shards)
  return mailbox !== undefined && counted.success ? [{ folder: mailbox, shards: counted.data }] : []
}

async function runCommand(
  access: DoveadmAccess,
  command: string,
  parameters: object,
): Promise<Result<Rows, DoveadmFailure>> {
  const ran = await runCommands(access, [[command, parameters]])
  if (!ran.ok) return ran
  return ran.value[0] ?? failed({ kind: 'unreachable', cause: 'no answer' })
}

async function runCommands(
  access: DoveadmAccess,
  commands: readonly (readonly [command: string, parameters: object])[],
): Promise<Result<readonly Outcome<Rows>[], Unreachable>> {
  try {
    const response = await fetch(`http://${showHostPort(access)}/doveadm/v1`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`doveadm:${access.password.reveal()}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(commands.map(([command, parameters], at) => [command, parameters, String(at)])),
      signal: AbortSignal.timeout(access.timeoutMilliseconds),
    })
    if (response.status !== 200) return failed({ kind: 'unreachable', cause: `HTTP ${response.status}` })
    const parsed = answers.safeParse(await response.json())
    if (!parsed.success || parsed.data.length !== commands.length)
      return failed({ kind: 'unreachable', cause: 'the answer is not doveadm’s' })
    return ok(parsed.data.map(outcomeOf))
  } catch (error) {
    return failed({ kind: 'unreachable', cause: causeOf(error) })
  }
}

const outcomeOf = ([kind, content]: z.infer<typeof answers>[number]): Outcome<Rows> =>
  kind === 'doveadmResponse' ? ok(content) : failed(failureOf(content.exitCode ?? -1))

function failureOf(exitCode: number): Exclude<DoveadmFailure, Unreachable> {
  if (exitCode === exitCodes.noUser) return { kind: 'no-user' }
  if (exitCode === exitCodes.dataError) return { kind: 'refused' }
  return { kind: 'temporary', exitCode }
}

/** fetch hides the interesting error in `cause`. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return error.cause instanceof Error ? error.cause.message : error.message
}
