import { expect, test } from 'vitest'
import { eventFacts } from '#admin/client/screens/security/event-facts.ts'
import { words as english } from '#admin/client/words/en.ts'
import { words as french } from '#admin/client/words/fr.ts'
import { securityEventKinds } from '#core/security-log.ts'

test.each([
  [
    { login: 'mairie@saulieu.fr', failures: 10, closedMinutes: 15 },
    '10 mots de passe faux, pour mairie@saulieu.fr, bloqué pendant 15 minutes',
    '10 wrong passwords, for mairie@saulieu.fr, blocked for 15 minutes',
  ],
  [
    { logins: 12, closedMinutes: 60 },
    '12 identifiants essayés, bloqué pendant 60 minutes',
    '12 logins tried, blocked for 60 minutes',
  ],
  [{ refusedSeconds: 600 }, 'refusé pendant 10 minutes', 'refused for 10 minutes'],
  [{ refusedSeconds: 30 }, 'refusé pendant 30 secondes', 'refused for 30 seconds'],
  [{ connections: 20 }, 'plus de 20 à la fois', 'more than 20 at once'],
  [
    { manner: 'false-end-of-data' } as const,
    'par une fausse fin de message',
    'by a false end of the message',
  ],
  [
    { mailbox: 'mairie@saulieu.fr', bound: 'firstTimeDay', most: 200 } as const,
    'mairie@saulieu.fr, au plus 200 premiers contacts par jour',
    'mairie@saulieu.fr, 200 first contacts a day at most',
  ],
  [
    {
      mailbox: 'mairie@saulieu.fr',
      signals: ['burst', 'new-forward'] as const,
      recipients: 80,
      firstTime: 0,
    },
    'mairie@saulieu.fr, envoi très supérieur à l’habitude, renvoi vers l’extérieur tout récent, 80 destinataires en un quart d’heure',
    'mairie@saulieu.fr, far more sent than usual, forward to the outside made just before, 80 recipients in a quarter of an hour',
  ],
  [{}, '', ''],
])('%j → in the words of each language', (facts, inFrench, inEnglish) => {
  expect(eventFacts(facts, french.security, String)).toBe(inFrench)
  expect(eventFacts(facts, english.security, String)).toBe(inEnglish)
})

test('a door without an address → by its name, not by what its tries are counted under', () => {
  expect(eventFacts({ login: 'activation 1234', failures: 10 }, french.security, String)).toBe(
    '10 mots de passe faux, pour Code d’activation',
  )
})

test('many recipients → with the gap that the language has', () => {
  const facts = { mailbox: 'mairie@saulieu.fr', bound: 'communeHour', most: 2000 } as const
  expect(eventFacts(facts, french.security, (value) => value.toLocaleString('fr'))).toBe(
    'mairie@saulieu.fr, au plus 2\u202f000 destinataires par heure pour toute la commune',
  )
})

test.each(securityEventKinds)('%s → its name, what it means and what was done, in both languages', (kind) => {
  for (const { security } of [french, english])
    expect([security.events[kind], security.eventTexts[kind]]).not.toContain(undefined)
})
