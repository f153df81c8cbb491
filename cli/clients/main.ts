// `npm run build:admin`: builds the panel where its sources changed, and says how much a browser loads at first.

import { join } from 'node:path'
import { Fault, print, say } from '../terminal.ts'
import { buildClient, showSize } from './build-client.ts'
import { initialSizes } from './initial-size.ts'

const checkout = join(import.meta.dirname, '../..')

try {
  const begun = Date.now()
  const made = await buildClient(checkout, 'admin')
  say(
    made === null
      ? 'The panel is built already.'
      : `The panel is built (${Math.round((Date.now() - begun) / 100) / 10} s).`,
  )
  for (const size of made ?? (await initialSizes(join(checkout, 'admin/client/built')))) print(showSize(size))
} catch (error) {
  if (!(error instanceof Fault)) throw error
  say(error.message)
  process.exitCode = 1
}
