// `held release` and `held delete`. The worker delivers what is released, at once if it can.

import { parseArgs } from 'node:util'
import type { ReleaseWishes } from '#core/held/held-mail.ts'
import type { Database } from '#db/connection.ts'
import { heldMailStore } from '#db/stores/held/held-mail.ts'
import { readSenderLists } from '#db/stores/policies/sender-lists.ts'
import { contextOptions, openExisting } from '../context.ts'
import { openAsOwner } from '../open-as-owner.ts'
import { queryOrFault } from '../query-or-fault.ts'
import { Fault, print, say } from '../terminal.ts'
import { type Chosen, deleteHere, releaseHere } from './decide-here.ts'
import { notHeld, readHeldArguments } from './held-arguments.ts'
import { recipientNamed } from './list.ts'
import { showAllowed } from './show-allowed.ts'

const releaseOptions = {
  'allow-sender': { type: 'boolean', default: false },
  learn: { type: 'boolean', default: false },
  virus: { type: 'boolean', default: false },
} as const

export async function decideHeld(decision: 'release' | 'delete', args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...contextOptions, ...releaseOptions, recipient: { type: 'string', multiple: true } },
  })
  const { 'allow-sender': allowSender, learn, virus: evenVirus } = values
  if (decision === 'delete' && (allowSender || learn || evenVirus))
    throw new Fault('--allow-sender, --learn and --virus go with "held release"')
  const choice = readHeldArguments(positionals, values.recipient?.map(recipientNamed) ?? null)
  await using database = openAsOwner(await openExisting(values))
  const held = await queryOrFault(heldMailStore(database).find(choice))
  if (held.length === 0) throw notHeld(choice)
  if (decision === 'release')
    return await release(database, { choice, held }, { allowSender, learn, evenDenied: true, evenVirus })
  for (const recipient of await queryOrFault(deleteHere(database, { choice, held })))
    print(`Deleted for ${recipient}.`)
  return 0
}

async function release(database: Database, { choice, held }: Chosen, wishes: ReleaseWishes): Promise<number> {
  const { recipients, allowed } = await queryOrFault(releaseHere(database, { choice, held }, wishes))
  for (const recipient of recipients)
    print(
      `Released for ${recipient}: the worker takes it to the inbox now, or as soon as it runs and the mailbox has room.`,
    )
  if (allowed !== null) {
    const communes = held.filter(({ recipient }) => recipients.includes(recipient))
    const lists = await queryOrFault(readSenderLists(database, () => undefined))
    for (const line of showAllowed(allowed, communes, lists)) print(line)
  } else if (wishes.allowSender && recipients.length > 0)
    say('Nobody was put on the list: the message names no author that a rule could name.')
  if (wishes.learn && recipients.length > 0)
    print('The filter learns that it is no spam once it is delivered.')
  const infected = held.filter(
    ({ recipient, reason }) => reason === 'virus' && !recipients.includes(recipient),
  )
  if (infected.length === 0) return 0
  throw new Fault(
    `${infected.map(({ recipient }) => recipient).join(', ')}: a virus was found in it; "held delete ${choice.queueId}" removes it, and --virus releases it all the same`,
  )
}
