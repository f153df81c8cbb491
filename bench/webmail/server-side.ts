// What our API adds to Dovecot: a request, with the time in it that Dovecot took, and the same commands of IMAP again without us, in
// turn. Asked again, Dovecot has read already what the first had to fetch from the disk.

import type { ImapTap, Noted } from './imap-tap.ts'
import type { RawImap } from './raw-imap.ts'

export interface ServerSide {
  readonly what: string
  readonly api: readonly number[]
  /** Of each request what is not Dovecot's: the time in which no command waited for its answer. */
  readonly own: readonly number[]
  /** Empty where the API had to ask Dovecot nothing. */
  readonly raw: readonly number[]
  readonly commands: number
}

const firstOnes = 30

interface Measured {
  readonly what: string
  readonly requests: number
  /** The whole answer read. */
  readonly ask: (at: number) => Promise<void>
  /** The same kind, about what is not asked about afterwards. */
  readonly askFirst: (at: number) => Promise<void>
  readonly tap: ImapTap
  readonly raw: RawImap
}

export async function serverSide({ what, requests, ask, askFirst, tap, raw }: Measured): Promise<ServerSide> {
  const [api, own, dovecot]: [number[], number[], number[]] = [[], [], []]
  let commands = 0
  // Code that ran a few times only is slow, and an installation's has run all day.
  for (let at = 0; at < firstOnes; at += 1) await askFirst(at)
  for (let at = 0; at < requests; at += 1) {
    let took = 0
    const { noted, owed } = await tap.during(async () => {
      const began = performance.now()
      await ask(at)
      took = performance.now() - began
    })
    api.push(took)
    own.push(took - owed)
    commands += noted.reduce((sum, each) => sum + each.commands.length, 0)
    if (noted.length > 0) dovecot.push(await again(noted, raw))
  }
  return { what, api, own, raw: dovecot, commands: commands / requests }
}

async function again(noted: readonly Noted[], raw: RawImap): Promise<number> {
  let sum = 0
  for (const each of noted) {
    await raw.select(each)
    sum += await raw.again(each)
  }
  return sum
}
