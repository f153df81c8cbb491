// `npm run build:clients`: builds the panel and the webmail where their sources changed, and says how much a browser loads at first.

import { join } from 'node:path'
import { Fault, print, say } from '../terminal.ts'
import { buildClient, clientSizes, showSize } from './build-client.ts'
import { clientNames } from './source-stamp.ts'

const checkout = join(import.meta.dirname, '../..')

try {
  for (const client of clientNames) {
    const begun = Date.now()
    const made = await buildClient(checkout, client)
    say(
      made === null
        ? `The ${client} client is built already.`
        : `The ${client} client is built (${Math.round((Date.now() - begun) / 100) / 10} s).`,
    )
    for (const size of made ?? (await clientSizes(join(checkout, client, 'client/built'), client)))
      print(showSize(size))
  }
} catch (error) {
  if (!(error instanceof Fault)) throw error
  say(error.message)
  process.exitCode = 1
}
