import { expect, test } from 'vitest'
import { mainAct } from '#admin/client/screens/held/main-act.ts'

const verdict = {
  author: 'claire@fournisseur.test',
  dangerous: false,
  findings: [] as string[],
  reason: 'spam-score',
  releasable: true,
}

test.each([
  ['likely spam and nothing worse', {}, 'release'],
  ['a dangerous message', { dangerous: true, reason: 'suspicion' }, 'block'],
  ['a virus, which nobody here lets out', { releasable: false, reason: 'virus' }, 'block'],
  ['a dangerous message that names no sender', { dangerous: true, author: '' }, 'delete'],
  ['macros from an honest sender', { reason: 'attachment', findings: ['macro'] }, 'delete'],
  ['macros in what is held for its score', { findings: ['macro'] }, 'delete'],
  ['an archive that nobody could look into', { reason: 'attachment', findings: ['encrypted-archive'] }, null],
  ['an author whom nothing proves', { reason: 'author-doubtful' }, null],
] as const)('%s → %s is the button that stands out: %s', (_, part, act) => {
  expect(mainAct({ ...verdict, ...part, findings: [...('findings' in part ? part.findings : [])] })).toBe(act)
})
