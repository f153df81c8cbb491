// Whether a line can be a command at all, before anybody looks at what it asks for.

import {
  bareLineBreakInCommand,
  chunkingNotOffered,
  commandTooLong,
  improperPipelining,
  nulInCommand,
  type SmtpReply,
} from '#core/smtp/smtp-reply.ts'

/** RFC 5321 §4.5.3.1.4 asks for 512 octets at least; parameters of extensions add some hundreds, never this many. */
const maxCommandOctets = 4096

const cr = 0x0d

export interface CommandLine {
  /** With its end, if that is there yet. */
  readonly octets: Buffer
  readonly complete: boolean
  /** True when octets came with it that stand behind it. */
  readonly followed: boolean
}

/** Null when nothing is. */
export function wrongWithLine({ octets, complete, followed }: CommandLine): SmtpReply | null {
  if (octets.length > maxCommandOctets) return commandTooLong
  if (octets.includes(0)) return nulInCommand
  const firstCr = octets.indexOf(cr)
  if (firstCr >= 0 && firstCr !== octets.length - (complete ? 2 : 1)) return bareLineBreakInCommand
  if (!complete) return null
  if (firstCr < 0) return bareLineBreakInCommand
  const verb = /^\s*(\w+)\s/.exec(octets.toString('latin1', 0, 64))?.[1]?.toUpperCase()
  // The octets that follow it are content (RFC 3030 §2), and not ours to read.
  if (verb === 'BDAT') return chunkingNotOffered
  return followed && endsGroup(verb) ? improperPipelining : null
}

/** A client must know the answer before it goes on (RFC 2920 §3.1; whoever says HELO was not told of pipelining at all). */
const endsGroup = (verb: string | undefined): boolean => verb === 'EHLO' || verb === 'HELO' || verb === 'DATA'
