// Which messages of the last months a rule would have matched, judged as Sieve would judge them: by what their heads say, and not
// by the index of the search field, which knows whole words alone. That index answers for what stands in the text, and so only
// almost. What a person sent, threw away or takes for junk is left aside.

import type { FetchMessageObject, FetchQueryObject, ImapFlow, MessageAddressObject } from 'imapflow'
import { decodedField } from '#core/message/decoded-field.ts'
import { ok, type Result } from '#core/result.ts'
import { countedDays } from '../../contract/rule.ts'
import { type JudgedPerson, type MatchedMessage, matchesCondition } from '../sieve/match-condition.ts'
import type { Rule, RuleCondition } from '../sieve/write-script.ts'
import { type Argument, atom } from './command.ts'
import type { Connections, Visit } from './connections.ts'
import { isWithin, type Role, roleNames } from './folder-names.ts'
import { type Folder, foldersOf } from './folders.ts'
import type { MailFault } from './mail-fault.ts'
import { openIfThere } from './open-folder.ts'
import { found, keyWith } from './thread-command.ts'
import { uidSets } from './uid-set.ts'

export interface RuleMatches {
  readonly count: number
  /** Those that lie in the inbox, the newest first. */
  readonly inbox: readonly number[]
  /** Words of the text are whole words here, and pieces for Sieve. */
  readonly approximate: boolean
  /** Older ones were not looked at. */
  readonly cut: boolean
}

type Matching = Pick<Rule, 'match' | 'conditions'>

/** Over all folders: more is not looked at while somebody waits. */
const mostLookedAt = 5_000
const dayMilliseconds = 86_400_000
const mostListCharacters = 400

export function ruleMatches(
  connections: Connections,
  visit: Visit,
  { matching, now }: { readonly matching: Matching; readonly now: number },
): Promise<Result<RuleMatches, MailFault>> {
  const since = new Date(now - countedDays * dayMilliseconds)
  return connections.read(visit, async (client) => {
    const inbox: number[] = []
    let [left, count, cut] = [mostLookedAt, 0, false]
    for (const folder of lookedIn(await foldersOf(client, false))) {
      const opened = await openIfThere(client, folder)
      if (opened === null || opened.exists === 0) continue
      const all = await found(client, [
        atom('UNDELETED'),
        atom('UNDRAFT'),
        atom('SINCE'),
        atom(dateOf(since)),
      ])
      const uids = all.toSorted().reverse().subarray(0, left)
      cut ||= uids.length < all.length
      left -= uids.length
      const matched = await matchedAmong(client, uids, matching)
      count += matched.length
      if (folder === roleNames.inbox) inbox.push(...matched)
    }
    return ok({ count, inbox, cut, approximate: matching.conditions.some(({ field }) => field === 'words') })
  })
}

/** The inbox first: what comes now comes there. */
const lookedIn = (folders: readonly Folder[]): readonly string[] =>
  folders
    .filter(({ selectable, role }) => selectable && (role === null || cameAsMail.has(role)))
    .map(({ path }) => path)
    .filter((path) => !isWithin(path, roleNames.trash))

const cameAsMail: ReadonlySet<Role> = new Set(['inbox', 'archive', 'snoozed'])

/** The newest first. */
async function matchedAmong(
  client: ImapFlow,
  uids: Uint32Array,
  { match, conditions }: Matching,
): Promise<readonly number[]> {
  const matched: number[] = []
  for (const set of uidSets(uids)) {
    const indexed = await askIndex(client, set, conditions)
    const heads = await client.fetchAll(set, queryFor(conditions), { uid: true })
    for (const head of heads) {
      const message = messageOf(head, indexed)
      const has = (condition: RuleCondition) => matchesCondition(condition, message)
      if (match === 'all' ? conditions.every(has) : conditions.some(has)) matched.push(head.uid)
    }
  }
  return matched.sort((one, other) => other - one)
}

/** What no head tells. */
interface Indexed {
  readonly withFiles: ReadonlySet<number>
  readonly byText: ReadonlyMap<string, ReadonlySet<number>>
}

async function askIndex(
  client: ImapFlow,
  set: string,
  conditions: readonly RuleCondition[],
): Promise<Indexed> {
  const among = async (keys: readonly Argument[]) =>
    new Set(await found(client, [atom('UID'), atom(set), ...keys]))
  const texts = conditions.flatMap((each) => (each.field === 'words' ? [each.value] : []))
  const byText = new Map<string, ReadonlySet<number>>()
  for (const text of new Set(texts)) byText.set(text, await among(keyWith('BODY', text)))
  const asksForFiles = conditions.some(({ field }) => field === 'attachment')
  const withFiles = asksForFiles ? await among([atom('KEYWORD'), atom('$HasAttachment')]) : new Set<number>()
  return { withFiles, byText }
}

/** No more than is needed: what Dovecot has in its cache is told in no time. */
function queryFor(conditions: readonly RuleCondition[]): FetchQueryObject {
  const fields = new Set(conditions.map(({ field }) => field))
  const needs = (...wanted: readonly RuleCondition['field'][]) => wanted.some((field) => fields.has(field))
  return {
    uid: true,
    ...(needs('from', 'to', 'subject', 'words') ? { envelope: true } : {}),
    ...(needs('larger', 'smaller') ? { size: true } : {}),
    ...(needs('list') ? { headers: ['list-id'] } : {}),
  }
}

function messageOf(head: FetchMessageObject, { withFiles, byText }: Indexed): MatchedMessage {
  const { uid, envelope = {}, size = 0, headers = Buffer.alloc(0) } = head
  return {
    from: peopleOf(envelope.from),
    to: [...peopleOf(envelope.to), ...peopleOf(envelope.cc)],
    subject: envelope.subject ?? '',
    list: decodedField(headers, 'list-id', mostListCharacters),
    octets: size,
    hasFiles: withFiles.has(uid),
    isInText: (words) => byText.get(words)?.has(uid) === true,
  }
}

const peopleOf = (given: readonly MessageAddressObject[] = []): readonly JudgedPerson[] =>
  given.map(({ name = '', address = '' }) => ({ name, address }))

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const dateOf = (day: Date): string =>
  `${day.getUTCDate()}-${months[day.getUTCMonth()]}-${day.getUTCFullYear()}`
