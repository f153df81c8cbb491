import { expect, test } from 'vitest'
import { eventTime, type Invitation, repeatsOf } from '#webmail/client/reading/event-time.ts'
import { words } from '#webmail/client/words/fr.ts'

const paris = { words, zone: 'Europe/Paris' }
const instant = (at: string) => ({ kind: 'instant', at }) as const
const day = (written: string) => ({ kind: 'day', day: written }) as const
const plain = (text: string | null) => text?.replaceAll(/[\u00a0\u202f]/g, ' ')

test.each<readonly [string, Invitation['start'], Invitation['end'], string]>([
  [
    'an hour and a half',
    instant('2026-11-30T08:00:00.000Z'),
    instant('2026-11-30T09:30:00.000Z'),
    'lundi 30 novembre 2026, de 09 h 00 à 10 h 30',
  ],
  ['no end', instant('2026-07-15T07:00:00.000Z'), null, 'mercredi 15 juillet 2026 à 09 h 00'],
  [
    'over midnight',
    instant('2026-11-30T21:00:00.000Z'),
    instant('2026-12-01T01:00:00.000Z'),
    'du lundi 30 novembre 2026 à 22 h 00 au mardi 1er décembre 2026 à 02 h 00',
  ],
  ['a day', day('2026-11-30'), day('2026-12-01'), 'lundi 30 novembre 2026, toute la journée'],
  [
    'three days',
    day('2026-11-30'),
    day('2026-12-03'),
    'du lundi 30 novembre 2026 au mercredi 2 décembre 2026',
  ],
  [
    'no zone',
    { kind: 'wall', at: '2026-11-30T09:00:00' },
    null,
    'lundi 30 novembre 2026 à 09 h 00 (fuseau horaire non précisé)',
  ],
  ['nothing', null, null, 'Date non précisée'],
])('%s → in words', (_, start, end, said) => {
  expect(plain(eventTime({ start, end }, paris))).toBe(said)
})

test('read on La Réunion → by the clock there, which is named', () => {
  const start = instant('2026-11-30T08:00:00.000Z')
  expect(plain(eventTime({ start, end: null }, { words, zone: 'Indian/Reunion' }))).toBe(
    'lundi 30 novembre 2026 à 12 h 00 (heure de La Réunion)',
  )
})

test.each<readonly [Invitation['repeats'], string | null]>([
  [null, null],
  [{ every: 'weekly', interval: 1, times: 4, until: null }, 'Se répète chaque semaine, 4 fois'],
  [
    { every: 'monthly', interval: 2, times: null, until: day('2027-12-31') },
    'Se répète tous les 2 mois, jusqu’au vendredi 31 décembre 2027',
  ],
  [{ every: 'other', interval: 1, times: null, until: null }, 'Se répète plusieurs fois'],
])('%j → %s', (repeats, said) => {
  expect(plain(repeatsOf({ repeats }, paris)) ?? null).toBe(said)
})
