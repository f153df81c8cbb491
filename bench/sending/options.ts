// The command line of the bench.

import { parseArgs } from 'node:util'

export interface Load {
  /** Of each message, in octets. */
  readonly size: number
  readonly messages: number
  /** Sessions at once. */
  readonly connections: number
}

export interface Options {
  readonly rounds: number
  readonly loads: readonly Load[]
  /** Without the peer. */
  readonly alone: boolean
  /** The peer scans for spam and viruses as well, by rspamd as a second milter and our clamd: equal work. */
  readonly scans: boolean
  readonly json: boolean
  /** Where profiles of the gateway and the worker go: `FILE.gateway.cpuprofile`, `FILE.worker.cpuprofile`. */
  readonly profile: string | undefined
}

/** Throws with one line that names the wrong option. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '5' },
      connections: { type: 'string', default: '20' },
      sizes: { type: 'string', default: '4096x600,49152x200,1048576x40' },
      alone: { type: 'boolean', default: false },
      scans: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      profile: { type: 'string' },
    },
  })
  const connections = positive('connections', values.connections)
  const loads = values.sizes.split(',').map((text): Load => {
    const [, size, messages] = /^(\d+)x(\d+)$/.exec(text) ?? []
    if (size === undefined) throw new Error(`--sizes ${text}: expected BYTESxMESSAGES, such as 4096x600`)
    return { size: Number(size), messages: Number(messages), connections }
  })
  const { alone, scans, json, profile } = values
  return { rounds: positive('rounds', values.rounds), loads, alone, scans, json, profile }
}

function positive(name: string, text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new Error(`--${name} ${text}: expected a number above 0`)
}
