// The corpus: ordinary messages, and others that leak one thing each.

import { seeded } from '#test/fixtures/fraud-corpus/random.ts'
import type { LeakCase } from './message.ts'
import { ordinaryCase } from './ordinary.ts'
import { crowdCase, fileCase, heldOut, type Leaky, leakyCase, tunedOn } from './positives.ts'

export interface LeakCorpus {
  readonly ordinary: readonly LeakCase[]
  readonly leaky: readonly LeakCase[]
}

export interface CorpusSize {
  readonly ordinary: number
  /** Messages of each text that leaks. */
  readonly each: number
  readonly heldOut: boolean
}

export function leakCorpus(seed: number, size: CorpusSize): LeakCorpus {
  const random = seeded(seed)
  const ordinary = Array.from({ length: size.ordinary }, () => ordinaryCase(random))
  const several = ({ texts, ...rest }: Leaky) =>
    texts.flatMap((text) =>
      Array.from({ length: size.each }, () => leakyCase({ texts, ...rest }, text, random)),
    )
  const leaky = (size.heldOut ? heldOut : tunedOn).flatMap(several)
  const crowds = Array.from({ length: size.heldOut ? 0 : 10 * size.each }, () => crowdCase(random))
  const files = Array.from({ length: size.heldOut ? 0 : 20 * size.each }, () => fileCase(random))
  return { ordinary, leaky: [...leaky, ...crowds, ...files] }
}
