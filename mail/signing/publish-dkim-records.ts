// Records of keys in the zones that a server of ours serves, so that nobody has to write them down there. A domain whose zone is
// somewhere else is left to whoever looks after that zone.

import type { Domain } from '#core/address/email-address.ts'
import type { DkimKey } from '#core/deliverability/dkim-key.ts'
import type { Log } from '#core/log.ts'
import { type TxtChange, type UpdatedServer, updateZone, zoneOf } from '#daemons/dns/update-zone.ts'
import { dkimRecord, dkimRecordName } from '#dns/dkim-record.ts'
import { type AskDns, isRecordPublished } from './record-published.ts'

export interface DkimRecordPublisher {
  /** Puts right what is not as it should be. Those of `keys` that our own server still does not show: nobody else can see them. */
  show(domain: Domain, keys: readonly DkimKey[]): Promise<ReadonlySet<DkimKey>>
  /** False: it is still there, and to be tried again. */
  withdraw(key: DkimKey): Promise<boolean>
}

export interface OwnZonesParts {
  readonly server: UpdatedServer
  /** Of that server itself, which knows what others have not heard yet. */
  readonly ask: AskDns
  readonly log: Pick<Log, 'warn'>
}

type Changed = 'changed' | 'elsewhere' | 'not-changed'

export function dkimRecordPublisher({ server, ask, log }: OwnZonesParts): DkimRecordPublisher {
  const complainedAbout = new Set<string>()

  async function change(domain: Domain, changes: readonly TxtChange[]): Promise<Changed> {
    const zone = await zoneOf(server, domain)
    if (!zone.ok) return zone.error === 'refused' ? 'elsewhere' : 'not-changed'
    const updated = await updateZone(server, zone.value, changes)
    if (updated.ok) {
      complainedAbout.delete(zone.value)
      return 'changed'
    }
    if (!complainedAbout.has(zone.value))
      log.warn({ event: 'zone.not-changed', zone: zone.value, cause: updated.error })
    complainedAbout.add(zone.value)
    return 'not-changed'
  }

  async function notShown(keys: readonly DkimKey[]): Promise<readonly DkimKey[]> {
    const seen = await Promise.all(keys.map((key) => isRecordPublished(ask, key)))
    return keys.filter((_, at) => seen[at] === 'missing' || seen[at] === 'different')
  }

  return {
    async show(domain, keys) {
      const missing = await notShown(keys)
      if (missing.length === 0) return new Set()
      const changes = missing.map((key) => ({ name: nameOf(key), text: dkimRecord(key) }))
      return (await change(domain, changes)) === 'not-changed' ? new Set(missing) : new Set()
    },
    withdraw: async (key) =>
      (await change(key.domain, [{ name: nameOf(key), text: null }])) !== 'not-changed',
  }
}

const nameOf = (key: DkimKey): string => `${dkimRecordName(key)}.${key.domain}`
