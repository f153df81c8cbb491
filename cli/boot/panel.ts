// The panel in the browser, built from the sources that stand here: some seconds once, and again when they changed.

import { buildClient } from '../clients/build-client.ts'
import { say } from '../terminal.ts'

export async function buildPanel(checkout: string): Promise<void> {
  const begun = Date.now()
  const made = await buildClient(checkout, 'admin', () => say('Building the panel…'))
  if (made !== null) say(`The panel is built (${Math.round((Date.now() - begun) / 1000)} s).`)
}
