// What our API adds to Dovecot: a request, and the same commands of IMAP again without us, in turn.

import type { ImapTap, Noted } from './imap-tap.ts'
import type { RawImap } from './raw-imap.ts'

export interface ServerSide {
  readonly what: string
  readonly api: readonly number[]
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
  const [api, dovecot]: [number[], number[]] = [[], []]
  let commands = 0
  // Code that ran a few times only is slow, and an installation's has run all day.
  for (let at = 0; at < firstOnes; at += 1) await askFirst(at)
  for (let at = 0; at < requests; at += 1) {
    const noted = await tap.during(async () => {
      const began = performance.now()
      await ask(at)
      api.push(performance.now() - began)
    })
    commands += noted.reduce((sum, each) => sum + each.commands.length, 0)
    if (noted.length > 0) dovecot.push(await again(noted, raw))
  }
  return { what, api, raw: dovecot, commands: commands / requests }
}

async function again(noted: readonly Noted[], raw: RawImap): Promise<number> {
  let sum = 0
  for (const each of noted) {
    await raw.select(each)
    sum += await raw.again(each)
  }
  return sum
}
