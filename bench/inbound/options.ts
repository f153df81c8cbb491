// The command line of the bench.

import { parseArgs } from 'node:util'
import type { Load } from './one-run.ts'
import type { PeerDirectory } from './peer/directory.ts'

export interface Options {
  /** State folder of a running demonstration; undefined starts one for this run. */
  readonly state: string | undefined
  readonly rounds: number
  readonly loads: readonly Load[]
  /** Without the peer. */
  readonly alone: boolean
  /** Where the peer finds its recipients. */
  readonly peerDirectory: PeerDirectory
  readonly json: boolean
  /** Where the profile of the gateway goes. */
  readonly profile: string | undefined
}

/** Throws with one line that names the wrong option. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      state: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      connections: { type: 'string', default: '80' },
      recipients: { type: 'string', default: '1' },
      sizes: { type: 'string', default: '4096,49152,1048576' },
      alone: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      profile: { type: 'string' },
      'peer-directory': { type: 'string', default: 'database' },
    },
  })
  const { state, alone, json, profile, 'peer-directory': peerDirectory } = values
  if (peerDirectory !== 'database' && peerDirectory !== 'table')
    throw new Error(`--peer-directory ${peerDirectory}: expected database or table`)
  if (profile !== undefined && state !== undefined)
    throw new Error('--profile opens the debugger of the gateway: only on an installation of its own')
  const connections = positive('connections', values.connections)
  const recipients = positive('recipients', values.recipients)
  const loads = values.sizes.split(',').map((text): Load => {
    const [, size, messages] = /^(\d+)(?:x(\d+))?$/.exec(text) ?? []
    if (size === undefined)
      throw new Error(`--sizes ${text}: expected BYTES or BYTESxMESSAGES, such as 4096,49152x300`)
    return {
      size: Number(size),
      messages: Number(messages ?? messagesOf(Number(size))),
      connections,
      recipients,
    }
  })
  return { state, rounds: positive('rounds', values.rounds), loads, alone, peerDirectory, json, profile }
}

/** Enough for a round of some seconds. */
function messagesOf(size: number): number {
  if (size <= 16 * 1024) return 600
  return size <= 256 * 1024 ? 300 : 60
}

function positive(name: string, text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new Error(`--${name} ${text}: expected a number above 0`)
}
