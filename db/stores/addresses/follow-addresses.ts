// From one address to the mailboxes that get its mail or send it on to the outside: through aliases, lists and forwards, whatever
// circles they make. Pure; what there is to follow was read before. No circle and no closed mailbox at the end of a forward
// loses a message.

import type { OnlyFrom } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'

export interface ReadMailbox {
  readonly suspended: boolean
  /** With a forward: whether a copy stays here. */
  readonly keepsCopy: boolean
  /** Where outside its mail is sent on to. */
  readonly outside: readonly unknown[]
}

/** What stands behind an address: where an alias, a list or the forwards of a mailbox lead. */
export interface ReadAddress<Mailbox extends ReadMailbox> {
  readonly mailbox: Mailbox | null
  /** From whom a list takes mail; null for what is no list. */
  readonly senders: 'anyone' | 'department' | 'members' | null
  readonly targets: readonly EmailAddress[]
}

export type ReadAddresses<Mailbox extends ReadMailbox> = ReadonlyMap<EmailAddress, ReadAddress<Mailbox>>

/**
 * Who may write along one way. The members of a list are members of every list around it, and all are of the département:
 * the last restriction of the strictest kind stands for all before it. An address stands for the members of that list.
 */
type Way = 'anyone' | 'department' | EmailAddress

export interface FollowedMailbox<Mailbox> {
  readonly mailbox: Mailbox
  readonly onlyFrom: OnlyFrom | null
  /** False for one that only sends on to the outside. */
  readonly kept: boolean
}

/** Each mailbox once, suspended ones too; nothing is followed beyond those. */
export function followAddresses<Mailbox extends ReadMailbox>(
  start: EmailAddress,
  read: ReadAddresses<Mailbox>,
): readonly FollowedMailbox<Mailbox>[] {
  const reached = new Map<EmailAddress, Set<Way>>()
  const seen = new Set<string>()
  const open: (readonly [EmailAddress, Way])[] = [[start, 'anyone']]
  // Grows while it is gone through.
  for (const [address, way] of open) {
    const found = read.get(address)
    if (found === undefined || seen.has(`${address} ${way}`)) continue
    seen.add(`${address} ${way}`)
    const leadsOn = found.mailbox === null || leadsSomewhere(address, read)
    if (found.mailbox !== null && (found.mailbox.keepsCopy || sendsOn(found.mailbox) || !leadsOn))
      reached.set(address, (reached.get(address) ?? new Set()).add(way))
    if (leadsOn)
      for (const target of found.targets) open.push([target, narrowed(way, address, found.senders)])
  }
  return [...reached].flatMap(([address, ways]) => {
    const mailbox = read.get(address)?.mailbox ?? null
    if (mailbox === null) return []
    return [{ mailbox, onlyFrom: onlyFrom(ways, read), kept: mailbox.keepsCopy || !sendsOn(mailbox) }]
  })
}

/** To the outside; a suspended one sends nothing. */
export const sendsOn = ({ suspended, outside }: ReadMailbox): boolean => !suspended && outside.length > 0

function narrowed(way: Way, address: EmailAddress, senders: ReadAddress<ReadMailbox>['senders']): Way {
  if (senders === 'members') return address
  return senders === 'department' && way === 'anyone' ? 'department' : way
}

/** Whether the forwards of a mailbox reach one, not suspended, that keeps what comes; a suspended one forwards nothing. */
function leadsSomewhere(from: EmailAddress, read: ReadAddresses<ReadMailbox>): boolean {
  const first = read.get(from)
  if (first === undefined || first.mailbox?.suspended === true) return false
  const seen = new Set([from])
  const open = [...first.targets]
  for (const address of open) {
    const found = read.get(address)
    if (found === undefined || seen.has(address) || found.mailbox?.suspended === true) continue
    seen.add(address)
    if (
      found.mailbox !== null &&
      (found.mailbox.keepsCopy || sendsOn(found.mailbox) || found.targets.length === 0)
    )
      return true
    open.push(...found.targets)
  }
  return false
}

/** One way that is open to somebody is enough. */
function onlyFrom(ways: ReadonlySet<Way>, read: ReadAddresses<ReadMailbox>): OnlyFrom | null {
  if (ways.has('anyone')) return null
  if (ways.has('department')) return { kind: 'department' }
  return { kind: 'members', addresses: membersOf([...ways].filter(isList), read) }
}

const isList = (way: Way): way is EmailAddress => way !== 'anyone' && way !== 'department'

/** Members of members are members; where a member forwards his mail to is not. */
function membersOf(
  lists: readonly EmailAddress[],
  read: ReadAddresses<ReadMailbox>,
): ReadonlySet<EmailAddress> {
  const members = new Set<EmailAddress>()
  const open = lists.flatMap((list) => read.get(list)?.targets ?? [])
  for (const address of open) {
    if (members.has(address)) continue
    members.add(address)
    const found = read.get(address)
    if (found !== undefined && found.mailbox === null) open.push(...found.targets)
  }
  return members
}
