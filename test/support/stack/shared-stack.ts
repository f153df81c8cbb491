// Before the end-to-end tests: one installation and its first administrator, for all files of the run. A file
// welcomes a commune of its own (`own-commune.ts`) and works inside it. Files that kill, fill or reconfigure have a stack of
// their own, and say why.

import { helene } from '#test/e2e/panel/first-administrator.ts'
import { password } from '#test/e2e/panel/people.ts'
import { openBrowser as openCookieBrowser } from '#test/support/admin/cookie-browser.ts'
import { enrolTotp } from '#test/support/admin/totp.ts'
import { outsideStubZones } from '#test/support/world/outside-domain.ts'
import { untilMailIsTaken } from './own-commune.ts'
import { panelOf, sharedStackVariable, startStack } from './stack.ts'

export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[sharedStackVariable] !== undefined) return undefined
  await using opened = new AsyncDisposableStack()
  const stack = opened.use(
    await startStack({
      resolver: { reach: 'local', stubZones: outsideStubZones },
      delivery: { allowedNetworks: ['127.0.0.0/8'] },
    }),
  )
  const { endpoints, demo } = await stack.overview()
  await untilMailIsTaken(endpoints.smtp.port, demo.accounts)
  const panel = await panelOf(stack)
  const administrator = openCookieBrowser(panel.address)
  const person = { name: 'Hélène Garnier', email: helene, password }
  const made = await administrator.ask('POST /first-administrator', {
    code: panel.firstVisit?.code,
    ...person,
  })
  if (made.status !== 200) throw new Error(`first administrator: ${made.status} ${JSON.stringify(made.body)}`)
  const { uri } = await enrolTotp(administrator, password)
  process.env[sharedStackVariable] = JSON.stringify({
    ...{ state: stack.state, portBase: stack.portBase, panel: panel.address },
    administrator: { email: helene, uri, cookies: [...administrator.cookies] },
  })
  const rest = opened.move()
  return () => Promise.resolve(rest.disposeAsync())
}
