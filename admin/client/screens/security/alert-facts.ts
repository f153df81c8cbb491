// What is known of an alert besides its subject, in the reader's words: « 10 mots de passe faux, depuis 192.0.2.7 ».

import type { AdminAnswer } from '../../../contract/all.ts'
import type { security } from '../../words/fr/security.ts'

type Facts = AdminAnswer<'GET /alerts'>['rows'][number]['facts']

/** Empty when there is nothing to say. `date`: of an instant. */
export function alertFacts(
  { failures, logins, networks, network, closedMinutes, until, signals, recipients, firstTime }: Facts,
  { alertFacts: words, signals: signalWords }: Pick<typeof security, 'alertFacts' | 'signals'>,
  date: (instant: string) => string,
): string {
  return [
    ...(signals ?? []).map((signal) => signalWords[signal]),
    ...(recipients === undefined ? [] : [words.recipients(recipients)]),
    ...(firstTime ? [words.firstTime(firstTime)] : []),
    ...(failures === undefined ? [] : [words.failures(failures)]),
    ...(logins === undefined ? [] : [words.logins(logins)]),
    ...(networks === undefined ? [] : [words.networks(networks)]),
    ...(network === undefined ? [] : [words.network(network)]),
    ...(closedMinutes === undefined ? [] : [words.closed(closedMinutes)]),
    ...(until === undefined ? [] : [words.until(date(until))]),
  ].join(', ')
}
