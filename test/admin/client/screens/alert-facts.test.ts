import { expect, test } from 'vitest'
import { alertFacts } from '#admin/client/screens/security/alert-facts.ts'
import { words as english } from '#admin/client/words/en.ts'
import { words as french } from '#admin/client/words/fr.ts'

const date = (instant: string) => instant.slice(0, 10)

test.each([
  [
    { failures: 10, network: '192.0.2.7', closedMinutes: 15 },
    '10 mots de passe faux, depuis 192.0.2.7, bloqué pendant 15 minutes',
    '10 wrong passwords, from 192.0.2.7, blocked for 15 minutes',
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
  [{}, '', ''],
])('%j → in the words of each language', (facts, inFrench, inEnglish) => {
  expect(alertFacts(facts, french.security.alertFacts, date)).toBe(inFrench)
  expect(alertFacts(facts, english.security.alertFacts, date)).toBe(inEnglish)
})
