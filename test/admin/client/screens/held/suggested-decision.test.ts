import { expect, test } from 'vitest'
import { suggestedDecision } from '#admin/client/screens/held/suggested-decision.ts'

const verdict = {
  author: 'claire@fournisseur.test',
  dangerous: false,
  findings: [] as string[],
  reason: 'spam-score',
  releasable: true,
}

test.each([
  ['likely spam and nothing worse', {}, 'release'],
  ['an attempt to deceive', { dangerous: true, reason: 'suspicion' }, 'block'],
  [
    'somebody else’s name over a file',
    { dangerous: true, reason: 'attachment', findings: ['macro', 'borrowed-name'] },
    'block',
  ],
  [
    'an attempt to deceive that names no sender',
    { dangerous: true, reason: 'suspicion', author: '' },
    'delete',
  ],
  ['a virus, which nobody here lets out', { dangerous: true, releasable: false, reason: 'virus' }, 'delete'],
  ['a file with macros', { dangerous: true, reason: 'attachment', findings: ['macro'] }, 'delete'],
  ['an archive that nobody could look into', { reason: 'attachment', findings: ['encrypted-archive'] }, null],
  ['an author whom nothing proves', { reason: 'author-doubtful' }, null],
] as const)('%s → %s is the button that stands out: %s', (_, part, act) => {
  expect(
    suggestedDecision({ ...verdict, ...part, findings: [...('findings' in part ? part.findings : [])] }),
  ).toBe(act)
})
