// What Dovecot asks and reports about a login (its auth policy protocol), in our own words.

import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import type { Attempt } from '#identity/intrusion/intrusion.ts'

const body = z.object({
  login: z.string(),
  pwhash: z.string(),
  remote: z.string(),
  protocol: z.string(),
  client: z.string(),
  /** Set once the password was right: what opened the mailbox. */
  credential: z.string(),
  mechanism: z.string().optional(),
  success: z.boolean().optional(),
  policy_reject: z.boolean().optional(),
  fail_type: z.string().optional(),
})

export interface PolicyQuestion {
  readonly attempt: Attempt
  readonly digest: string
  /** Selector of the app password, the login itself for a main password; null before either was found right. */
  readonly credential: string | null
  readonly outcome: 'accepted' | 'wrong' | 'blocked' | 'other'
}

const protocols = { imap: 'imap', sieve: 'sieve', smtp: 'smtp' } as const

/** Of the webmail alone, many a minute: no password is guessed by it, and the sign-in behind it is in the journal already. */
const byToken = 'XOAUTH2'

/** Null for what is not Dovecot's, for a login by token, and for one by no network, such as doveadm's own. */
export function readPolicyQuestion(text: string): PolicyQuestion | null {
  const read = body.safeParse(jsonOf(text))
  if (!read.success || !ipaddr.isValid(read.data.remote)) return null
  if (read.data.mechanism?.toUpperCase() === byToken) return null
  const { login, remote, client, credential, pwhash } = read.data
  const protocol = Object.values(protocols).find((each) => each === read.data.protocol)
  if (protocol === undefined) return null
  return {
    attempt: { login, protocol, client: ipaddr.process(remote).toString(), device: deviceOf(client) },
    digest: pwhash,
    credential: credential === '' ? null : credential,
    outcome: outcomeOf(read.data),
  }
}

/** A suspended account and a fault of ours are nobody's guess. */
function outcomeOf({ success, policy_reject, fail_type }: z.infer<typeof body>): PolicyQuestion['outcome'] {
  if (policy_reject === true) return 'blocked'
  if (success === true) return 'accepted'
  return fail_type === 'credentials' || fail_type === 'account' ? 'wrong' : 'other'
}

/** The parameters of ID (RFC 2971 §3.3) as a person reads them: `Thunderbird 128`. */
function deviceOf(parameters: string): string {
  const quoted = [...parameters.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text)
  const named = new Map<string, string>()
  for (let at = 0; at + 1 < quoted.length; at += 2)
    named.set(quoted[at]?.toLowerCase() ?? '', quoted[at + 1] ?? '')
  return ['name', 'version', 'os'].flatMap((key) => named.get(key) ?? []).join(' ')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
