import { expect, test } from 'vitest'
import { alertFacts } from '#admin/client/screens/security/alert-facts.ts'
import { words as english } from '#admin/client/words/en.ts'
import { words as french } from '#admin/client/words/fr.ts'

const date = (instant: string) => instant.slice(0, 10)

test.each([
  [
    { failures: 10, network: '192.0.2.7', closedMinutes: 15 },
    '10 mots de passe faux, depuis l’adresse 192.0.2.7, bloqué pendant 15 minutes',
    '10 wrong passwords, from the address 192.0.2.7, blocked for 15 minutes',
  ],
  [
    { failures: 51, networks: 11 },
    '51 mots de passe faux, depuis 11 réseaux',
    '51 wrong passwords, from 11 networks',
  ],
  [
    { logins: 12, closedMinutes: 1 },
    '12 identifiants essayés, bloqué pendant 1 minute',
    '12 logins tried, blocked for 1 minute',
  ],
  [{ until: '2027-01-01T00:00:00.000Z' }, 'jusqu’au 2027-01-01', 'until 2027-01-01'],
  [
    {
      ...{ signals: ['new-network', 'burst'] as const, recipients: 80, firstTime: 1 },
      network: '192.0.2.0/24',
    },
    'réseau jamais vu, envoi très supérieur à l’habitude, 80 destinataires en un quart d’heure, 1 premier contact en une heure, depuis le réseau 192.0.2.0/24',
    'network never seen, far more sent than usual, 80 recipients in a quarter of an hour, 1 first contact in an hour, from the network 192.0.2.0/24',
  ],
  [{}, '', ''],
])('%j → in the words of each language', (facts, inFrench, inEnglish) => {
  expect(alertFacts(facts, french.security, date)).toBe(inFrench)
  expect(alertFacts(facts, english.security, date)).toBe(inEnglish)
})
