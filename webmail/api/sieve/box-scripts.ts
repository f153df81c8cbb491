// What a box does by itself, read from its Sieve scripts and written to them. The script is the only truth: each reading asks
// Dovecot, and a change follows what was read or is not made. What another program wrote is never lost: it stays as a script of
// its own, out of use or with its text at the end of ours, as a person decided.

import { createHash } from 'node:crypto'
import type { Clock } from '#core/clock.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { Secret } from '#core/secret.ts'
import { PerActorSemaphore } from '#db/per-actor-semaphore.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'
import type { Visit } from '../imap/connections.ts'
import { gone, type MailFault } from '../imap/mail-fault.ts'
import type { BoxScript, Decided } from './box-script.ts'
import { Faulty, inManageSieve, type SieveServer, type SieveSession } from './manage-sieve.ts'
import { nothing, readScript } from './read-script.ts'
import { type RequiredRight, requiredRight } from './required-right.ts'
import type { ScriptSeal } from './script-seal.ts'
import { type ScriptContent, writeScript } from './write-script.ts'

export interface ScriptChange {
  readonly revision: string
  readonly other: Decided
  readonly change: (content: ScriptContent) => ScriptContent
  /** Own ones of the box, for answers. */
  readonly addresses: readonly string[]
  /** Whether this person may what the change takes beyond its own part. */
  readonly may: (more: RequiredRight) => boolean
  /** Called once nothing but Dovecot can refuse it any more. Where it rejects, nothing is written. */
  readonly beforeWriting: (before: BoxScript, after: ScriptContent) => Promise<void>
}

export type ScriptFault =
  | MailFault
  /** Somebody else was faster, or another program wrote what nobody decided about. */
  | { readonly kind: 'changed'; readonly now: BoxScript }
  /** It would set in motion, or end, what is not this person's to decide. */
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'tooLong' }

export interface ChangedScript {
  readonly before: BoxScript
  readonly now: BoxScript
}

export interface BoxScripts {
  read(visit: Visit): Promise<Result<BoxScript, MailFault>>
  /** What it was, and what it is then. */
  change(visit: Visit, change: ScriptChange): Promise<Result<ChangedScript, ScriptFault>>
}

interface ScriptsOptions {
  readonly server: SieveServer
  /** The private one, in PEM, that signs tokens. */
  readonly tokenKey: Secret
  readonly seal: ScriptSeal
  readonly clock: Clock
}

/** As other programs list it. */
export const ownName = 'vaguemestre'
const othersName = 'autres-regles'
export const mostScriptOctets = 64 << 10
const patienceMilliseconds = 15_000

export function openBoxScripts({ server, tokenKey, seal, clock }: ScriptsOptions): BoxScripts {
  // Dovecot knows no change that depends on what is there, so one waits for the other.
  const changes = new PerActorSemaphore({ atOnce: 1, patienceMilliseconds })
  const inSession = async <Value>(
    { mailbox, person }: Visit,
    work: (session: SieveSession) => Promise<Value>,
  ) => {
    const token = await issueMailboxToken({ mailbox, person }, tokenKey, clock)
    return await inManageSieve(server, { mailbox, token: new Secret(token) }, work)
  }
  return {
    read: (visit) => inSession(visit, async (session) => shownOf(await scriptsIn(session, seal))),
    async change(visit, change) {
      using _turn = await changes.take(visit.mailbox)
      const changed = await inSession(visit, (session) => changeIn(session, change, seal))
      return changed.ok ? changed.value : changed
    },
  }
}

/** All that a decision depends on. */
interface Scripts {
  readonly names: readonly string[]
  readonly active: string | null
  /** The text of ours; null where there is none. */
  readonly own: string | null
  /** What ours says; null for what another program made of it. */
  readonly content: ScriptContent | null
}

async function scriptsIn(session: SieveSession, seal: ScriptSeal): Promise<Scripts> {
  const listed = await session.list()
  const names = listed.map(({ name }) => name)
  const active = listed.find((script) => script.active)?.name ?? null
  const own = names.includes(ownName) ? await session.read(ownName) : null
  return { names, active, own, content: own === null ? nothing : readScript(own, seal) }
}

function shownOf({ names, active, own, content }: Scripts): BoxScript {
  const foreign = active !== null && active !== ownName
  const other = foreign
    ? { name: active, altered: false }
    : content === null
      ? { name: ownName, altered: true }
      : null
  return {
    revision: createHash('sha256')
      .update(JSON.stringify([names, active, own]))
      .digest('hex'),
    active: own === null || active === ownName,
    other,
    content: content ?? nothing,
  }
}

async function changeIn(
  session: SieveSession,
  { revision, other, change, addresses, may, beforeWriting }: ScriptChange,
  seal: ScriptSeal,
): Promise<Result<ChangedScript, ScriptFault>> {
  const before = await scriptsIn(session, seal)
  const shown = shownOf(before)
  if (shown.revision !== revision || (shown.other !== null && other === null))
    return failed({ kind: 'changed', now: shown })
  const takes = requiredRight(shown, other)
  if (takes !== null && !may(takes)) return failed({ kind: 'forbidden' })
  // Ours may be altered and out of use at once, behind a script that they put in use since.
  const set = before.content === null ? freeName(before.names) : null
  const named = keptBy(other, shown, set)
  const keptText =
    named === null ? null : named === set ? before.own : await readIfThere(session, before, named)
  // Deleted by now, it ends.
  const after = { ...change(shown.content), kept: keptText === null ? null : named }
  const script = writeScript(after, { addresses, keptText: keptText ?? '', seal })
  if (Buffer.byteLength(script) > mostScriptOctets) return failed({ kind: 'tooLong' })
  await beforeWriting(shown, after)
  // Aside first: from here on nothing of it is lost, whatever breaks.
  if (set !== null && before.own !== null) await session.put(set, before.own)
  await session.put(ownName, script)
  if (before.active !== ownName) await session.activate(ownName)
  const now = await scriptsIn(session, seal).catch(cannotSay)
  return now === null ? failed(gone) : ok({ before: shown, now: shownOf(now) })
}

/** It stands by now, whatever the server says to what is asked next: as where nobody knows how it ended. */
const cannotSay = (error: unknown): null => {
  if (error instanceof Faulty) return null
  throw error
}

/** Name of the script that runs after ours from here on. */
function keptBy(decided: Decided, { other, content }: BoxScript, set: string | null): string | null {
  if (decided === 'replace') return null
  if (decided === 'keep' && other !== null) return other.altered ? set : other.name
  return content.kept
}

const readIfThere = async (
  session: SieveSession,
  { names }: Scripts,
  name: string,
): Promise<string | null> => (names.includes(name) ? await session.read(name) : null)

function freeName(names: readonly string[]): string {
  let name = othersName
  for (let number = 2; names.includes(name); number += 1) name = `${othersName}-${number}`
  return name
}
