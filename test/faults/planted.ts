import type { Fault } from './faults.ts'

/** The text of its file with the fault in it. */
export function planted(sound: string, { name, file, from, to }: Fault): string {
  const [before, after, ...more] = sound.split(from)
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`${name}: not exactly once in ${file}: ${from}`)
  return before + to + after
}
