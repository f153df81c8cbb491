// `held show`: what somebody needs to decide about one message. Its header fields are read from the content for this
// once, and stored nowhere.

import { parseArgs } from 'node:util'
import { readSecret } from '#core/config/read-config.ts'
import type { HeldRecipient } from '#core/held/held-mail.ts'
import { readFindingsField } from '#core/message/findings-field.ts'
import { singleLine } from '#core/message/single-line.ts'
import { heldMailStore } from '#db/stores/held/held-mail.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import { contextOptions, openExisting } from '../context.ts'
import { openAsOwner } from '../open-as-owner.ts'
import { queryOrFault } from '../query-or-fault.ts'
import { print, table } from '../terminal.ts'
import { notHeld, readHeldArguments } from './held-arguments.ts'
import { type HeldHeaders, heldHeaders } from './held-headers.ts'
import { showBytes, showInstant } from './show-values.ts'

export async function showHeld(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...contextOptions, json: { type: 'boolean' } },
  })
  const choice = readHeldArguments(positionals, null)
  const context = await openExisting(values)
  await using database = openAsOwner(context)
  const store = heldMailStore(database)
  const [held, head] = await queryOrFault(Promise.all([store.find(choice), store.head(choice)]))
  const [first] = held
  if (first === undefined || head === null) throw notHeld(choice)
  const key = readSecret(secretFile(context.paths, 'findings-key'))
  const headers = heldHeaders(head, (value) => readFindingsField(value, first.receivedAs, key))
  print(
    values.json === true
      ? JSON.stringify({ ...headers, recipients: held }, null, 2)
      : showMessage(headers, first, held),
  )
  return 0
}

function showMessage(headers: HeldHeaders, first: HeldRecipient, held: readonly HeldRecipient[]): string {
  const { queueId, receivedAs, bytes, reversePath } = first
  return [
    table([
      ['MESSAGE', queueId],
      ...(receivedAs === queueId ? [] : [['Received as', receivedAs]]),
      ['From', headers.from],
      ['To', headers.to],
      ['Subject', headers.subject],
      ['Date', headers.date],
      ['Envelope', `<${singleLine(reversePath)}>`],
      ['Size', showBytes(bytes)],
      ['Found', headers.marks.length === 0 ? 'nothing by our filters' : headers.marks.join(', ')],
    ]),
    table([
      ['HELD FOR', 'COMMUNE', 'SINCE', 'REASON'],
      ...held.map(({ recipient, communeName, since, reason }) => [
        ...[recipient, communeName, showInstant(since), reason],
      ]),
    ]),
    `./vaguemestre held release ${queueId}   or   ./vaguemestre held delete ${queueId}`,
  ].join('\n\n')
}
