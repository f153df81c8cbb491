// FETCH of what lists are made of, as it stands: the library's own method asks for more of each message than anybody reads, and an
// ENVELOPE takes every address apart. Some items it does not know either: PREVIEW (RFC 8970), SAVEDATE (RFC 8514).

import type { ImapAttribute, ImapFlow } from 'imapflow'
import { fieldValue, headerFields } from '#core/message/header-fields.ts'
import { type Argument, atom, command, listOf, sequence, textOf } from './command.ts'
import { uidSets } from './uid-set.ts'

export type FetchItem = 'FLAGS' | 'INTERNALDATE' | 'PREVIEW' | 'SAVEDATE'

export interface RowsWanted {
  readonly items: readonly FetchItem[]
  /** Names of header fields. */
  readonly fields?: readonly string[]
}

/** What a message says of itself, undecoded. */
export interface FetchedRow {
  readonly uid: number
  /** Null where it has none. */
  readonly item: (name: Exclude<FetchItem, 'FLAGS'>) => string | null
  readonly flags: ReadonlySet<string>
  /** Unfolded, by lower-case name. Of several, addresses stand one after the other and else the last counts, as in an ENVELOPE. */
  readonly fields: ReadonlyMap<string, string>
}

/** A stranger may write a field of megabytes. */
const longestField = 32 * 1024
/** Whose ends have the ids that matter; of the others it is the beginning. */
const readFromItsEnd = new Set(['references', 'in-reply-to'])
const ofAddresses = new Set(['from', 'to'])

/** Of the folder that is open, as Dovecot answers; who was expunged is not in it. */
export async function eachRow(
  client: ImapFlow,
  uids: Iterable<number>,
  { items, fields = [] }: RowsWanted,
  read: (row: FetchedRow) => void,
): Promise<void> {
  const asked = new Set(uids)
  const head: readonly Argument[] =
    fields.length === 0
      ? []
      : [{ type: 'ATOM', value: 'BODY.PEEK', section: [atom('HEADER.FIELDS'), fields.map(atom)] }]
  const take = (attributes: readonly ImapAttribute[]): void => {
    const values = valuesIn(attributes)
    // What another program changed meanwhile is told in between, in the same words: of any message, and its flags alone.
    const isAnswer = asked.has(uidIn(values)) && items.every((item) => values.has(item))
    if (isAnswer && (fields.length === 0 || values.has('BODY'))) read(rowOf(values))
  }
  for (const set of uidSets(asked))
    await command(client, 'UID FETCH', {
      args: [sequence(set), [atom('UID'), ...items.map(atom), ...head]],
      on: { FETCH: ({ attributes }) => take(listOf(attributes[1])) },
    })
}

type Values = ReadonlyMap<string, ImapAttribute>

function valuesIn(attributes: readonly ImapAttribute[]): Values {
  const values = new Map<string, ImapAttribute>()
  for (let at = 0; at + 1 < attributes.length; at += 2)
    values.set(textOf(attributes[at])?.toUpperCase() ?? '', attributes[at + 1] ?? null)
  return values
}

const uidIn = (values: Values): number => Number(textOf(values.get('UID')) ?? Number.NaN)

const rowOf = (values: Values): FetchedRow => ({
  uid: uidIn(values),
  item: (name) => textOf(values.get(name)),
  flags: new Set(listOf(values.get('FLAGS')).map((flag) => textOf(flag) ?? '')),
  fields: fieldsIn(octetsOf(values.get('BODY'))),
})

function fieldsIn(head: Buffer): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const field of headerFields(head)) {
    const { name } = field
    if (name === null) continue
    const { start, end } = readFromItsEnd.has(name)
      ? { start: Math.max(field.start, field.end - longestField), end: field.end }
      : { start: field.start, end: Math.min(field.end, field.start + longestField) }
    const value = fieldValue(head, { name, start, end })
    const before = ofAddresses.has(name) ? fields.get(name) : undefined
    fields.set(name, before === undefined ? value : `${before}, ${value}`.slice(0, longestField))
  }
  return fields
}

function octetsOf(attribute: ImapAttribute | undefined): Buffer {
  if (attribute === null || attribute === undefined || Array.isArray(attribute)) return Buffer.alloc(0)
  return Buffer.isBuffer(attribute.value) ? attribute.value : Buffer.from(textOf(attribute) ?? '')
}
