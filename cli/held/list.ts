// `held list`: what is held, for whom, why and since when.

import { parseArgs } from 'node:util'
import { type EmailAddress, mailboxKey, parseEmailAddress } from '#core/address/email-address.ts'
import type { HeldRecipient } from '#core/held/held-mail.ts'
import { singleLine } from '#core/message/single-line.ts'
import { heldMailStore } from '#db/stores/held/held-mail.ts'
import { communeNamed } from '../commune-named.ts'
import { contextOptions, openExisting } from '../context.ts'
import { sinceFlag } from '../number-flag.ts'
import { openAsOwner } from '../open-as-owner.ts'
import { queryOrFault } from '../query-or-fault.ts'
import { Fault, print, say, table } from '../terminal.ts'
import { showBytes, showInstant } from './show-values.ts'

/** More would not be read: a filter finds the rest. */
const most = 1000

export async function listHeld(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...contextOptions,
      commune: { type: 'string' },
      recipient: { type: 'string' },
      since: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  await using database = openAsOwner(await openExisting(values))
  const filter = {
    commune: values.commune === undefined ? null : await communeNamed(database, values.commune),
    recipient: values.recipient === undefined ? null : recipientNamed(values.recipient),
    since: values.since === undefined ? null : sinceFlag(values.since),
    most,
  }
  const rows = await queryOrFault(heldMailStore(database).list(filter))
  if (values.json === true) print(JSON.stringify(rows, null, 2))
  else print(rows.length === 0 ? 'Nothing is held.' : heldTable(rows))
  if (rows.length === most)
    say(`These are the oldest ${most}; narrow it with --commune, --recipient or --since.`)
  return 0
}

const heldTable = (rows: readonly HeldRecipient[]): string =>
  table([
    ['ID', 'SINCE', 'COMMUNE', 'FOR', 'FROM', 'SIZE', 'REASON'],
    ...rows.map(({ queueId, since, communeName, recipient, author, reversePath, bytes, reason }) => [
      ...[queueId, showInstant(since), communeName, recipient],
      ...[singleLine(author === '' ? `<${reversePath}>` : author), showBytes(bytes), reason],
    ]),
  ])

export function recipientNamed(text: string): EmailAddress {
  const parsed = parseEmailAddress(text)
  if (!parsed.ok) throw new Fault(`--recipient ${text}: ${parsed.error}`)
  return mailboxKey(parsed.value).key
}
