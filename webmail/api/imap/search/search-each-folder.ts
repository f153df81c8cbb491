// Something asked of several folders, which Dovecot answers one after the other on a connection. A large mailbox is given a
// second one, so that its folders are looked through two at a time: each connection takes the next one as it comes free.

import type { ImapFlow } from 'imapflow'
import { ok, type Result } from '#core/result.ts'
import type { Folder } from '../folders.ts'
import type { MailFault } from '../mail-fault.ts'

/** Runs `work` on a second connection; fails where there is none to be had. */
export type Beside<Client = ImapFlow> = (
  work: (client: Client) => Promise<Result<null, MailFault>>,
) => Promise<Result<null, MailFault>>

/** With fewer there is little to gain, and Dovecot needs five megabytes for a second connection. */
const manyMessages = 5_000

interface Search<Client, Found> {
  readonly search: (client: Client, folder: string) => Promise<Found>
  readonly beside: Beside<Client> | null
}

/** In the order of the folders. */
export async function searchEachFolder<Client, Found>(
  client: Client,
  folders: readonly Pick<Folder, 'path' | 'messages'>[],
  { search, beside }: Search<Client, Found>,
): Promise<readonly Found[]> {
  const found = new Map<string, Found>()
  const rest = folders.values()
  const lane = async (on: Client): Promise<void> => {
    for (let next = rest.next(); next.done !== true; next = rest.next()) {
      const { path } = next.value
      found.set(path, await search(on, path))
    }
  }
  const isLarge =
    folders.length > 1 && folders.reduce((sum, { messages }) => sum + messages, 0) >= manyMessages
  const own = lane(client)
  const other = isLarge ? beside?.(async (second) => ok(await lane(second).then(() => null))) : undefined
  // Whatever it fails with once nobody waits for it changes nothing of the answer.
  other?.catch(() => null)
  await own
  // One that is still being opened has nothing, and is not waited for.
  if (found.size < folders.length) await other
  const all: Found[] = []
  for (const { path } of folders) all.push(found.get(path) ?? (await search(client, path)))
  return all
}
