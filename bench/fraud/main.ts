// How well fraud is told from ordinary mail: rates by mark over the corpus, what it costs, and the worst cases. With
// --held-out or --independent the same for texts that no detector was changed for.

import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { heldOut, independent, tunedOn } from '#test/fixtures/fraud-corpus/corpus.ts'
import {
  accusations,
  corpusSeed,
  type Judged,
  judgedCorpus,
  share,
  worstCases,
} from '#test/support/gateway/judged-corpus.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(corpusSeed) },
    worst: { type: 'string', default: '20' },
    'held-out': { type: 'boolean', default: false },
    independent: { type: 'boolean', default: false },
  },
})
const families = values['held-out'] ? heldOut : values.independent ? independent : tunedOn
const begun = performance.now()
const { ordinary, attacks } = judgedCorpus(Number(values.seed), families)
const milliseconds = performance.now() - begun

const percent = (part: number): string => `${(100 * part).toFixed(2).padStart(6)} %`
const isWrong = ({ wrong }: Judged): boolean => wrong

console.log(
  `${ordinary.length} ordinary messages, ${attacks.length} attacks, seed ${values.seed}${families === tunedOn ? '' : ', texts that no detector was changed for'}`,
)
console.log(`ordinary mail accused  ${percent(share(ordinary, isWrong))}`)
console.log(`attacks missed         ${percent(share(attacks, isWrong))}`)
console.log('\nmark                     ordinary   seen where expected')
for (const mark of accusations) {
  const meant = attacks.filter(({ message }) => message.expected[0] === mark)
  const bears = ({ marks }: Judged): boolean => marks.includes(mark)
  console.log(
    `${mark.padEnd(24)} ${percent(share(ordinary, bears))}   ${percent(share(meant, bears))} of ${meant.length}`,
  )
}
console.log(
  `\n${((1000 * milliseconds) / (ordinary.length + attacks.length)).toFixed(0)} µs a message, making the corpus and the index included`,
)
const most = Number(values.worst)
show('Ordinary mail accused', worstCases(ordinary, most))
show('Attacks missed', worstCases(attacks, most))

function show(title: string, cases: readonly Judged[]): void {
  console.log(`\n${title}`)
  for (const { message, marks } of cases) {
    const { family, from, subject } = message
    console.log(`- ${family}: ${from.name} <${from.address}>, « ${subject} » [${marks.join(', ')}]`)
  }
}
