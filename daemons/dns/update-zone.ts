// Changes TXT records of a zone at the server that serves it (DNS UPDATE, RFC 2136), and finds which zone that is. The
// signature of the reply is not looked at: what counts is what the server shows when it is asked afterwards.

import { randomInt } from 'node:crypto'
import { type Answer, encode } from 'dns-packet'
import type { HostPort } from '#core/address/host-port.ts'
import type { Clock } from '#core/clock.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { decoded, idOf } from './dns-message.ts'
import { exchangeByTcp } from './exchange-by-tcp.ts'
import { signedMessage, type TsigKey } from './tsig.ts'

export interface TxtChange {
  /** In full, without the dot at the end. */
  readonly name: string
  /** The only TXT record there from then on; null for none. */
  readonly text: string | null
}

export interface UpdatedServer {
  readonly at: HostPort
  readonly key: TsigKey
  readonly clock: Clock
}

/** `refused`: not its zone, not our key, or not ours to change. */
type Failure = 'refused' | 'unavailable'

const timeoutMilliseconds = 5_000
const timeToLive = 3600
/** A character-string holds 255 octets (RFC 1035 §3.3). */
const stringPieces = /.{1,255}/g
/** RFC 2136 §1.3. */
const opcodeUpdate = 5 << 11
const responseCode = 0x0f
const codes = { noError: 0, noSuchName: 3, refused: 5, notAuthoritative: 9 } as const

/** All of them at once, or none: whoever asks meanwhile sees the records before or those after. */
export async function updateZone(
  { at, key, clock }: UpdatedServer,
  zone: string,
  changes: readonly TxtChange[],
): Promise<Result<null, Failure>> {
  const id = randomInt(0x10000)
  const message = encode({
    type: 'query',
    id,
    flags: opcodeUpdate,
    questions: [{ name: zone, type: 'SOA' }],
    // The section of what is changed (§2.5).
    authorities: changes.flatMap(recordsOf),
  })
  const signed = signedMessage(message, key, new Date(clock.now()))
  const code = codeOf(await exchangeByTcp(at, signed, timeoutMilliseconds), id)
  if (code === codes.noError) return ok(null)
  return failed(code === codes.refused || code === codes.notAuthoritative ? 'refused' : 'unavailable')
}

function recordsOf({ name, text }: TxtChange): readonly Answer[] {
  // §2.5.2: class ANY without data takes away what is there.
  const away: Answer = { type: 'TXT', class: 'ANY', name, ttl: 0, data: [] }
  if (text === null) return [away]
  return [away, { type: 'TXT', name, ttl: timeToLive, data: text.match(stringPieces) ?? [''] }]
}

/** The zone that `name` is in, without the dot at the end; `refused` when it is in none that the server serves. */
export async function zoneOf(
  { at }: Pick<UpdatedServer, 'at'>,
  name: string,
): Promise<Result<string, Failure>> {
  const id = randomInt(0x10000)
  const question = encode({ type: 'query', id, questions: [{ name, type: 'SOA' }] })
  const packet = await exchangeByTcp(at, question, timeoutMilliseconds)
  const code = codeOf(packet, id)
  if (packet === null || code === null) return failed('unavailable')
  if (code === codes.refused || code === codes.notAuthoritative) return failed('refused')
  if (code !== codes.noError && code !== codes.noSuchName) return failed('unavailable')
  const message = decoded(packet)
  if (message === null) return failed('unavailable')
  const soa = [...(message.answers ?? []), ...(message.authorities ?? [])].find(({ type }) => type === 'SOA')
  // Without authority it names whom the zone is delegated to (RFC 1034 §4.3.2).
  return soa === undefined || !message.flag_aa ? failed('refused') : ok(soa.name.toLowerCase())
}

/** Null for what is no reply to the message of that number. */
const codeOf = (packet: Buffer | null, id: number): number | null =>
  packet !== null && idOf(packet) === id ? packet.readUInt16BE(2) & responseCode : null
