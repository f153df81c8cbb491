// `held list`: what is held, for whom, why and since when.

import { parseArgs } from 'node:util'
import type { CommuneId } from '#core/directory.ts'
import { type EmailAddress, mailboxKey, parseEmailAddress } from '#core/email-address.ts'
import type { HeldRecipient } from '#core/held-mail.ts'
import type { Database } from '#db/connection.ts'
import { findCommunes } from '#db/stores/find-commune.ts'
import { heldMailStore } from '#db/stores/held-mail.ts'
import { contextOptions, openExisting } from '../context.ts'
import { openAsOwner } from '../open-as-owner.ts'
import { Fault, print, say, table } from '../terminal.ts'
import { showBytes, showInstant, singleLine } from './show-values.ts'

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
  const rows = await heldMailStore(database).list({
    commune: values.commune === undefined ? null : await communeNamed(database, values.commune),
    recipient: values.recipient === undefined ? null : recipientNamed(values.recipient),
    since: values.since === undefined ? null : dayNamed(values.since),
    most,
  })
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

async function communeNamed(database: Database, text: string): Promise<CommuneId> {
  const [found, ...others] = await findCommunes(database, text)
  if (found === undefined)
    throw new Fault(`--commune ${text}: there is no such commune; give its name or its INSEE code`)
  if (others.length > 0) {
    const codes = [found, ...others].map(({ inseeCode }) => inseeCode).join(', ')
    throw new Fault(`--commune ${text}: several have this name; give one of their INSEE codes: ${codes}`)
  }
  return found.id
}

export function recipientNamed(text: string): EmailAddress {
  const parsed = parseEmailAddress(text)
  if (!parsed.ok) throw new Fault(`--recipient ${text}: ${parsed.error}`)
  return mailboxKey(parsed.value).key
}

function dayNamed(text: string): Date {
  const day = new Date(text)
  if (!/^\d{4}-\d\d-\d\d(T.+)?$/.test(text) || Number.isNaN(day.getTime()))
    throw new Fault(`--since ${text}: expected a day such as 2026-11-24`)
  return day
}
