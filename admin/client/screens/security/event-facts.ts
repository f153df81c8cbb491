// What is known of a security event, in the reader's words: « 10 mots de passe faux, pour mairie@…, bloqué pendant 15 minutes ».

import type { AdminAnswer } from '../../../contract/all.ts'
import type { security } from '../../words/fr/security.ts'

type Facts = AdminAnswer<'GET /security-events'>['rows'][number]['facts']

type EventWords = Pick<typeof security, 'alertFacts' | 'eventFacts' | 'loginName' | 'signals'>

/** Empty where the kind says all. `number`: as the language writes it. */
export function eventFacts(
  facts: Facts,
  { alertFacts, eventFacts: words, loginName, signals }: EventWords,
  number: (value: number) => string,
): string {
  const { login, failures, logins, closedMinutes, connections, refusedSeconds, manner } = facts
  return [
    ...sendingFacts(facts, { alertFacts, eventFacts: words, signals }, number),
    ...(manner === undefined ? [] : [words.manners[manner]]),
    ...(connections === undefined ? [] : [words.connections(connections)]),
    ...(failures === undefined ? [] : [alertFacts.failures(failures)]),
    ...(login === undefined ? [] : [words.login(loginName(login))]),
    ...(logins === undefined ? [] : [alertFacts.logins(logins)]),
    ...(closedMinutes === undefined ? [] : [alertFacts.closed(closedMinutes)]),
    ...(refusedSeconds === undefined ? [] : [words.refused(refusedSeconds)]),
  ].join(', ')
}

/** What is known of a mailbox that sends. */
const sendingFacts = (
  { mailbox, bound, most, signals, recipients, firstTime }: Facts,
  { alertFacts, eventFacts: words, signals: signalWords }: Omit<EventWords, 'loginName'>,
  number: (value: number) => string,
): readonly string[] => [
  ...(mailbox === undefined ? [] : [mailbox]),
  ...(bound === undefined || most === undefined ? [] : [words.bounds[bound](number(most))]),
  ...(signals ?? []).map((signal) => signalWords[signal]),
  ...(recipients === undefined ? [] : [alertFacts.recipients(recipients)]),
  ...(firstTime ? [alertFacts.firstTime(firstTime)] : []),
]
