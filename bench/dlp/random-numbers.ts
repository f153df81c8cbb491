// Numbers that mean nothing, in a sentence that says nothing of them: how many pass for somebody's.

import { confusableSkeleton } from '#core/message/confusables.ts'
import type { LeakKind } from '#core/policies/leak.ts'
import { ibans, ribs } from '#mail/dlp/detect/accounts.ts'
import { card } from '#mail/dlp/detect/card.ts'
import type { Detector } from '#mail/dlp/detect/detector.ts'
import { nir } from '#mail/dlp/detect/nir.ts'
import { seeded } from '#test/fixtures/fraud-corpus/random.ts'
import { digits, fours, grouped } from './corpus/numbers.ts'

const detectors: Readonly<Partial<Record<LeakKind, Detector>>> = { nir, card, iban: ibans, rib: ribs }

const shapes: readonly (readonly [
  name: string,
  kind: keyof typeof detectors,
  spelled: (random: ReturnType<typeof seeded>) => string,
])[] = [
  ['15 digits', 'nir', (random) => digits(random, 15)],
  ['13 digits', 'nir', (random) => digits(random, 13)],
  ['15 digits as 1 2 2 2 3 3 2', 'nir', (random) => grouped(digits(random, 15), '1-2-2-2-3-3-2')],
  ['15 digits in groups of 3', 'nir', (random) => grouped(digits(random, 15), '3-3-3-3-3')],
  ['16 digits', 'card', (random) => digits(random, 16)],
  ['16 digits in groups of 4', 'card', (random) => fours(digits(random, 16))],
  ['16 digits that begin with 4, groups of 4', 'card', (random) => fours(`4${digits(random, 15)}`)],
  ['15 digits', 'card', (random) => digits(random, 15)],
  ['14 digits', 'card', (random) => digits(random, 14)],
  ['23 digits', 'rib', (random) => digits(random, 23)],
  ['23 digits as 5 5 11 2', 'rib', (random) => grouped(digits(random, 23), '5-5-11-2')],
  ['FR and 25 digits', 'iban', (random) => fours(`FR${digits(random, 25)}`)],
]

export interface RandomFigures {
  readonly name: string
  readonly kind: LeakKind
  readonly share: number
}

export function randomNumbers(seed: number, count: number): readonly RandomFigures[] {
  const random = seeded(seed)
  return shapes.map(([name, kind, spelled]) => {
    let passed = 0
    for (let index = 0; index < count; index += 1) {
      const written = `Veuillez noter ${spelled(random)} pour la suite.`
      if ((detectors[kind]?.({ written, plain: confusableSkeleton(written) }).length ?? 0) > 0) passed += 1
    }
    return { name, kind, share: passed / count }
  })
}
