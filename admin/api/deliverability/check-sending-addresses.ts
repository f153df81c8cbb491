// The addresses of our mail host as servers elsewhere see them. Asked when somebody looks: nothing is remembered.

import { questionOf } from '#daemons/dns/dns-answer.ts'
import { familyOf, isPublic, listingOf, publicLists, reversed, reverseName } from '#dns/sending-addresses.ts'
import type { Ports } from '../ports.ts'

export interface CheckedAddress {
  readonly address: string
  /** `private`: nobody outside sees it, and nothing is asked. `unconfirmed`: its name does not lead back to it. */
  readonly reverse: 'correct' | 'unconfirmed' | 'missing' | 'unknown' | 'private'
  readonly names: string[]
  readonly lists: {
    name: string
    page: string
    state: 'listed' | 'not-listed' | 'unknown'
  }[]
}

type AskDns = Ports['askDns']

/** A host with more is none of ours. */
const mostAddresses = 8
const mostNames = 5

interface Asked {
  readonly host: string
  /** Whether public lists may be asked. */
  readonly asksLists: boolean
}

/** Null where the DNS could not be asked for all addresses of the host: half of them would look like all. */
export async function checkSendingAddresses(
  askDns: AskDns,
  { host, asksLists }: Asked,
): Promise<readonly CheckedAddress[] | null> {
  const families = await Promise.all([textsOf(askDns, host, 'A'), textsOf(askDns, host, 'AAAA')])
  if (families.includes(null)) return null
  const addresses = families.flatMap((each) => each ?? []).slice(0, mostAddresses)
  return await Promise.all(addresses.map((address) => askAddress(askDns, address, asksLists)))
}

async function askAddress(askDns: AskDns, address: string, asksLists: boolean): Promise<CheckedAddress> {
  if (!isPublic(address)) return { address, reverse: 'private', names: [], lists: [] }
  const lists = asksLists ? publicLists.filter(({ families }) => families.includes(familyOf(address))) : []
  const [reverse, states] = await Promise.all([
    askReverse(askDns, address),
    Promise.all(lists.map(({ zone }) => askList(askDns, address, zone))),
  ])
  return {
    ...{ address, ...reverse },
    lists: lists.map(({ name, page }, at) => ({ name, page, state: states[at] ?? 'unknown' })),
  }
}

async function askReverse(
  askDns: AskDns,
  address: string,
): Promise<Pick<CheckedAddress, 'reverse' | 'names'>> {
  const found = await textsOf(askDns, reverseName(address), 'PTR')
  if (found === null) return { reverse: 'unknown', names: [] }
  const names = found.slice(0, mostNames).map((name) => name.toLowerCase().replace(/\.$/, ''))
  if (names.length === 0) return { reverse: 'missing', names }
  const type = familyOf(address) === 'ipv4' ? 'A' : 'AAAA'
  const back = await Promise.all(names.map((name) => textsOf(askDns, name, type)))
  if (back.some((each) => each?.includes(address))) return { reverse: 'correct', names }
  return { reverse: back.includes(null) ? 'unknown' : 'unconfirmed', names }
}

async function askList(
  askDns: AskDns,
  address: string,
  zone: string,
): Promise<CheckedAddress['lists'][number]['state']> {
  const codes = await textsOf(askDns, `${reversed(address)}.${zone}`, 'A')
  if (codes === null) return 'unknown'
  return codes.length === 0 ? 'not-listed' : listingOf(codes)
}

/** Null where nobody could say. */
async function textsOf(
  askDns: AskDns,
  name: string,
  type: 'A' | 'AAAA' | 'PTR',
): Promise<readonly string[] | null> {
  const question = questionOf(name, type)
  if (!question.ok) return []
  const answer = await askDns(question.value)
  if (answer.kind === 'failure') return null
  return answer.kind === 'none' ? [] : answer.records.filter((record) => typeof record === 'string')
}
