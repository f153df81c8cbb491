// What is known of a security event, in one line for a terminal.

import type { SecurityEvent, SecurityFacts } from '#core/security-log.ts'

const manners: Readonly<Record<NonNullable<SecurityFacts['manner']>, string>> = {
  'false-end-of-data': 'a false end of data',
  'behind-starttls': 'commands in the clear behind STARTTLS',
  'before-the-answer': 'octets behind EHLO, HELO or DATA, before its answer',
}

/** Of what says all by its kind. */
const always: Partial<Record<SecurityEvent['kind'], string>> = {
  'early-talker': 'octets before the greeting',
  'relay-attempt': 'a recipient that is not ours',
  'dictionary-attack': 'too many unknown recipients',
}

const bounds: Readonly<Record<NonNullable<SecurityFacts['bound']>, string>> = {
  mailboxHour: 'recipients of a mailbox an hour',
  mailboxDay: 'recipients of a mailbox a day',
  communeHour: 'recipients of a commune an hour',
  firstTimeDay: 'first contacts of a mailbox a day',
}

/** Of a mailbox that sends. */
const sendingDetail = ({ mailbox, bound, most, signals, recipients, firstTime }: SecurityFacts): string[] => [
  ...(mailbox === undefined ? [] : [mailbox]),
  ...(bound === undefined ? [] : [`${most} ${bounds[bound]}`]),
  ...(signals ?? []).map((signal) => signal.replaceAll('-', ' ')),
  ...(recipients === undefined ? [] : [`${recipients} recipients in a quarter of an hour`]),
  ...(firstTime ? [`${firstTime} first contacts in an hour`] : []),
]

/** A login in it is as somebody typed it. */
export function securityDetail({ kind, facts }: Pick<SecurityEvent, 'kind' | 'facts'>): string {
  const { login, failures, logins, closedMinutes, connections, refusedSeconds, manner } = facts
  const constant = always[kind]
  return [
    ...(constant === undefined ? [] : [constant]),
    ...sendingDetail(facts),
    ...(manner === undefined ? [] : [manners[manner]]),
    ...(connections === undefined ? [] : [`more than ${connections} connections at once`]),
    ...(refusedSeconds === undefined ? [] : [`refused for ${refusedSeconds} s`]),
    ...(failures === undefined ? [] : [`${failures} different wrong passwords`]),
    ...(login === undefined ? [] : [`for ${login}`]),
    ...(logins === undefined ? [] : [`wrong passwords for ${logins} logins`]),
    ...(closedMinutes === undefined ? [] : [`closed for ${closedMinutes} min`]),
  ].join(', ')
}
