// How well leaks are told from ordinary mail: precision and recall of each detector, random numbers, and the worst cases. With
// --held-out the same for texts that no detector was changed for; with --other-desks, what is found in the ordinary letters that
// were written for the detectors of fraud.

import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { leakActions, leakKinds } from '#core/policies/leak.ts'
import { checkLeak } from '#mail/dlp/rules/check-leak.ts'
import { defaultLeakPolicy } from '#mail/dlp/rules/default-rules.ts'
import { makeCorpus } from '#test/fixtures/fraud-corpus/corpus.ts'
import { makeWorld } from '#test/fixtures/fraud-corpus/world.ts'
import { leakCorpus } from './corpus/corpus.ts'
import type { LeakCase } from './corpus/message.ts'
import { falseKinds, figures, type Judged, judged, missedKinds, oneOfEach } from './judged.ts'
import { randomNumbers } from './random-numbers.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261126' },
    worst: { type: 'string', default: '20' },
    'held-out': { type: 'boolean', default: false },
    'other-desks': { type: 'boolean', default: false },
  },
})
const seed = Number(values.seed)
const percent = (part: number): string =>
  Number.isNaN(part) ? '      – ' : `${(100 * part).toFixed(2).padStart(6)} %`

if (values['other-desks']) await otherDesks()
else await ownCorpus()

async function ownCorpus(): Promise<void> {
  const corpus = leakCorpus(seed, { ordinary: 1_500, each: 8, heldOut: values['held-out'] })
  const begun = performance.now()
  const ordinary = await judged(corpus.ordinary)
  const leaky = await judged(corpus.leaky)
  const milliseconds = (performance.now() - begun) / (ordinary.length + leaky.length)
  console.log(
    `${ordinary.length} ordinary messages, ${leaky.length} that leak, seed ${seed}${values['held-out'] ? ', texts that no detector was changed for' : ''}`,
  )
  const accused = ordinary.filter((one) => falseKinds(one).length > 0)
  console.log(`ordinary messages in which anything is found  ${percent(accused.length / ordinary.length)}`)
  console.log(`by the default rules, to anybody outside        ${actionsOf(ordinary)}`)
  console.log('\nkind              messages   recall   precision  in ordinary  count right')
  for (const { kind, meant, recall, precision, ordinary: share, counted } of figures(ordinary, leaky))
    console.log(
      `${kind.padEnd(18)}${String(meant).padStart(8)} ${percent(recall)}   ${percent(precision)}   ${percent(share)}    ${percent(counted)}`,
    )
  console.log('\nrandom numbers                            taken for')
  for (const { name, kind, share } of randomNumbers(seed, 100_000))
    console.log(`${name.padEnd(42)}${kind.padEnd(8)}${percent(share)}`)
  console.log(`\n${milliseconds.toFixed(1)} ms a message, writing its files and two threads included`)
  show('Ordinary mail in which something is found', accused, falseKinds)
  show(
    'Leaks that are not found',
    leaky.filter((one) => missedKinds(one).length > 0),
    missedKinds,
  )
  show(
    'Leaks in which something else is found',
    leaky.filter((one) => falseKinds(one).length > 0),
    falseKinds,
  )
}

/** What would become of ordinary mail. */
function actionsOf(ordinary: readonly Judged[]): string {
  const actions = ordinary.map(
    ({ findings }) => checkLeak(findings, defaultLeakPolicy.rules, 'outside').action,
  )
  return leakActions
    .map(
      (action) =>
        `${action} ${percent(actions.filter((each) => each === action).length / actions.length).trim()}`,
    )
    .join(', ')
}

/** Its letters do hold account numbers: what is found has to be looked at. */
async function otherDesks(): Promise<void> {
  const { ordinary } = makeCorpus(makeWorld(21), seed)
  const cases = ordinary.map(
    ({ family, subject, text }): LeakCase => ({
      family,
      subject,
      text,
      html: false,
      to: ['a@b.example'],
      cc: [],
      files: [],
      expected: {},
    }),
  )
  const answers = await judged(cases)
  console.log(`${answers.length} ordinary messages written for the detectors of fraud`)
  for (const kind of leakKinds)
    console.log(
      `${kind.padEnd(18)} ${percent(answers.filter(({ found }) => found[kind] !== undefined).length / answers.length)}`,
    )
  show(
    'Found',
    answers.filter((one) => falseKinds(one).some((kind) => !kind.includes('iban'))),
    falseKinds,
  )
}

function show(title: string, cases: readonly Judged[], what: (one: Judged) => readonly string[]): void {
  console.log(`\n${title}: ${cases.length}`)
  for (const one of oneOfEach(cases).slice(0, Number(values.worst)))
    console.log(`- ${one.times} × [${what(one).join(', ')}] ${one.message.family}`)
}
