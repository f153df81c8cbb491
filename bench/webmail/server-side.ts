// What our API adds to Dovecot: a request, and the commands of IMAP that it comes to, without us. A second webmail is asked first, which
// goes through what notes the commands; so the relay is in nobody's time, and what Dovecot had to fetch from the disk neither.

import type { ImapTap, Noted } from './imap-tap.ts'
import type { RawImap } from './raw-imap.ts'

export interface ServerSide {
  readonly what: string
  readonly api: readonly number[]
  /** Of the noted one what is not Dovecot's: the time in which no command waited for its answer, relay included. */
  readonly own: readonly number[]
  /** Empty where the API had to ask Dovecot nothing. */
  readonly raw: readonly number[]
  readonly commands: number
}

const firstOnes = 30

type Ask = (at: number) => Promise<void>

/** Resolves with the whole answer read. */
export interface Asked {
  /** Of the webmail that is measured. */
  readonly ask: Ask
  /** Of the one whose commands are noted; it knows as much as the other. */
  readonly note: Ask
}

interface Measured {
  readonly what: string
  readonly requests: number
  readonly asked: Asked
  /** The same kind, about what is not asked about afterwards. */
  readonly first: Asked
  readonly tap: ImapTap
  readonly raw: RawImap
}

export async function serverSide({ what, requests, asked, first, tap, raw }: Measured): Promise<ServerSide> {
  const [api, own, dovecot]: [number[], number[], number[]] = [[], [], []]
  let commands = 0
  // Code that ran a few times only is slow, and an installation's has run all day.
  for (let at = 0; at < firstOnes; at += 1) {
    await first.note(at)
    await first.ask(at)
  }
  for (let at = 0; at < requests; at += 1) {
    let took = 0
    const { noted, owed } = await tap.during(async () => {
      took = await timed(() => asked.note(at))
    })
    own.push(took - owed)
    commands += noted.reduce((sum, each) => sum + each.commands.length, 0)
    const measure = [
      async () => void api.push(await timed(() => asked.ask(at))),
      async () => void (noted.length > 0 && dovecot.push(await again(noted, raw))),
    ]
    // Who comes second finds more in Dovecot's memory.
    for (const each of at % 2 === 0 ? measure : measure.toReversed()) await each()
  }
  return { what, api, own, raw: dovecot, commands: commands / requests }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function again(noted: readonly Noted[], raw: RawImap): Promise<number> {
  let sum = 0
  for (const each of noted) {
    await raw.select(each)
    sum += await raw.again(each)
  }
  return sum
}
