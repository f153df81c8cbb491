// What is known of a security event, in the reader's words: « 10 mots de passe faux, pour mairie@…, bloqué pendant 15 minutes ».

import type { AdminAnswer } from '../../../contract/all.ts'
import type { security } from '../../words/fr/security.ts'

type Facts = AdminAnswer<'GET /security-events'>['rows'][number]['facts']

/** Empty where the kind says all, and for what an earlier version wrote as a sentence. */
export function eventFacts(
  { login, failures, logins, closedMinutes, connections, refusedSeconds, manner }: Facts,
  {
    alertFacts,
    eventFacts: words,
    loginName,
  }: Pick<typeof security, 'alertFacts' | 'eventFacts' | 'loginName'>,
): string {
  return [
    ...(manner === undefined ? [] : [words.manners[manner]]),
    ...(connections === undefined ? [] : [words.connections(connections)]),
    ...(failures === undefined ? [] : [alertFacts.failures(failures)]),
    ...(login === undefined ? [] : [words.login(loginName(login))]),
    ...(logins === undefined ? [] : [alertFacts.logins(logins)]),
    ...(closedMinutes === undefined ? [] : [alertFacts.closed(closedMinutes)]),
    ...(refusedSeconds === undefined ? [] : [words.refused(refusedSeconds)]),
  ].join(', ')
}
