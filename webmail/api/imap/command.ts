// Commands the library has no method for, or whose refusal its method only logs. The one file that reaches past its types; what
// it reads of a response is checked there and then.

import type { ImapAttribute, ImapFlow } from 'imapflow'

/** What a command takes: bare atoms and sets, and strings that are quoted or sent as literals. */
export type Argument =
  | {
      readonly type: 'ATOM' | 'SEQUENCE' | 'STRING' | 'LITERAL'
      readonly value: string
      /** In brackets behind it: `BODY.PEEK[HEADER.FIELDS (From)]`. */
      readonly section?: readonly Argument[]
    }
  | readonly Argument[]

export const atom = (value: string): Argument => ({ type: 'ATOM', value })
export const sequence = (value: string): Argument => ({ type: 'SEQUENCE', value })
/** Any text of a person: quoted where that is enough, else a literal. */
export const string = (value: string): Argument =>
  /^[\x20-\x7e]{0,200}$/.test(value) ? { type: 'STRING', value } : { type: 'LITERAL', value }

export interface Untagged {
  /** `23` in `* 23 FETCH (…)`, else its name. */
  readonly command: string
  readonly attributes: readonly ImapAttribute[]
}

interface Answer {
  readonly response: { readonly attributes?: readonly ImapAttribute[] }
  /** The library reads on only after this. */
  readonly next: () => void
}

type Handlers = Readonly<Record<string, (untagged: Untagged) => void>>

interface WithExec {
  exec(
    command: string,
    attributes: readonly Argument[],
    options: { readonly untagged: Readonly<Record<string, (untagged: Untagged) => Promise<void>>> },
  ): Promise<Answer>
}

const hasExec = (client: ImapFlow): client is ImapFlow & WithExec =>
  'exec' in client && typeof client.exec === 'function'

/** Runs one command; rejects as the library does. Resolves with the attributes of the tagged answer. */
export async function command(
  client: ImapFlow,
  name: string,
  { args = [], on = {} }: { readonly args?: readonly Argument[]; readonly on?: Handlers } = {},
): Promise<readonly ImapAttribute[]> {
  if (!hasExec(client)) throw new Error('the IMAP library no longer runs commands by exec')
  const untagged = Object.fromEntries(
    Object.entries(on).map(([kind, handler]) => [kind, async (given: Untagged) => handler(given)]),
  )
  const answer = await client.exec(name, args, { untagged })
  const attributes = answer.response.attributes ?? []
  answer.next()
  return attributes
}

/** What comes unasked, from now on: `STATUS` after NOTIFY. */
export function listenTo(client: ImapFlow, kind: string, handler: (untagged: Untagged) => void): void {
  if (!('untaggedHandlers' in client) || typeof client.untaggedHandlers !== 'object')
    throw new Error('the IMAP library no longer has handlers of what comes unasked')
  Object.assign(client.untaggedHandlers ?? {}, { [kind]: async (untagged: Untagged) => handler(untagged) })
}

/** The text of a token, null for a list or NIL. */
export function textOf(attribute: ImapAttribute | undefined): string | null {
  if (attribute === null || attribute === undefined || Array.isArray(attribute)) return null
  const { value } = attribute
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  return Buffer.isBuffer(value) ? value.toString() : null
}

/** The list `(…)` of a response, empty for anything else. */
export const listOf = (attribute: ImapAttribute | undefined): readonly ImapAttribute[] =>
  Array.isArray(attribute) ? attribute : []

/** What stands in brackets: `[COPYUID 38 1:3 7:9]`. */
export function responseCode(attributes: readonly ImapAttribute[]): readonly (string | null)[] {
  const [first] = attributes
  if (first === null || first === undefined || Array.isArray(first)) return []
  return (first.section ?? []).map((each) => textOf(each))
}
