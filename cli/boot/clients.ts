// The browser's parts, built from the sources that stand here: some seconds once, and again when they changed.

import { buildClient } from '../clients/build-client.ts'
import { clientNames } from '../clients/source-stamp.ts'
import { say } from '../terminal.ts'

const shown = { admin: 'panel', webmail: 'webmail' } as const

export async function buildClients(checkout: string): Promise<void> {
  for (const client of clientNames) {
    const begun = Date.now()
    const made = await buildClient(checkout, client, () => say(`Building the ${shown[client]}…`))
    if (made !== null) say(`The ${shown[client]} is built (${Math.round((Date.now() - begun) / 1000)} s).`)
  }
}
