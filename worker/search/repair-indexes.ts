// Takes away full-text indexes that Dovecot can no longer open. Such a one is left where the indexer ended, the disk was full or
// the folder got another name while its first files were written. Dovecot then never indexes that folder again, searches it
// message by message, and its imap process dies after each expunge, and in the middle of deleting the folder.

import type { Doveadm } from '#daemons/doveadm/doveadm.ts'
import type { UnindexedMail } from '#db/stores/mailboxes/unindexed-mail.ts'

/** Of one request, which Dovecot answers when all have been looked at. */
const asked = 20

export interface IndexRepairPorts {
  readonly unindexed: Pick<UnindexedMail, 'all'>
  readonly doveadm: Pick<Doveadm, 'index' | 'searchIndexes' | 'removeSearchIndex'>
}

export interface IndexRepair {
  /** One turn through all mailboxes; rejects when some could not be looked at or mended, once all have had their turn. */
  readonly turn: () => Promise<false>
  /** An index that is just being made looks broken for a moment: only what was so in the turn before is taken away. */
  readonly hasSuspects: () => boolean
}

export function indexRepair({ unindexed, doveadm }: IndexRepairPorts): IndexRepair {
  let suspects: ReadonlySet<string> = new Set()

  async function look(users: readonly string[]): Promise<Seen> {
    const outcomes = await doveadm.searchIndexes(users)
    if (!outcomes.ok) throw new Error(outcomes.error.cause)
    const broken = users.flatMap((user, at) => {
      const indexes = outcomes.value[at]
      if (indexes?.ok !== true) return []
      return indexes.value.filter(({ shards }) => shards === 0).map(({ folder }) => ({ user, folder }))
    })
    const failed = outcomes.value.filter((each) => !each.ok && each.error.kind !== 'no-user').length
    return { broken, failed }
  }

  async function* lookAtAll() {
    let after = ''
    for (let more = true; more; ) {
      const users = await unindexed.all(after, asked)
      more = users.length === asked
      after = users.at(-1) ?? after
      if (users.length > 0) yield await look(users)
    }
  }

  /** False when Dovecot did not do it. */
  async function mend({ user, folder }: Folder): Promise<boolean> {
    const removed = await doveadm.removeSearchIndex(user, folder)
    if (!removed.ok) return false
    const indexed = await doveadm.index([user], folder)
    return indexed.ok && indexed.value.every(({ ok }) => ok)
  }

  return {
    hasSuspects: () => suspects.size > 0,
    async turn() {
      const seen = new Set<string>()
      let failures = 0
      for await (const { broken, failed } of lookAtAll()) {
        failures += failed
        for (const each of broken)
          if (!suspects.has(nameOf(each))) seen.add(nameOf(each))
          else if (!(await mend(each))) failures += 1
      }
      suspects = seen
      if (failures > 0) throw new Error(`${failures} indexes could not be read or made anew`)
      return false
    },
  }
}

interface Folder {
  readonly user: string
  readonly folder: string
}

interface Seen {
  readonly broken: readonly Folder[]
  /** How many users could not be looked at. */
  readonly failed: number
}

const nameOf = ({ user, folder }: Folder): string => JSON.stringify([user, folder])
