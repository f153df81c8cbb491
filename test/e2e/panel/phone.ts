// A password for a phone: made on the page of one’s own account, used, and cut off while it is in use.

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { Secret } from '#core/secret.ts'
import { openImap } from '#test/support/dovecot/open-imap.ts'
import type { Panel } from './panel.ts'
import { password } from './people.ts'

const run = promisify(execFile)
const marie = 'marie.durand@mairie-montbard.test'

/** `page` is Marie’s, signed in. */
export async function useAndCutOffPhone(panel: Panel, page: Page): Promise<void> {
  await page.goto('/compte')
  await page
    .getByRole('link', { name: 'Mes appareils' })
    .or(page.getByRole('tab', { name: 'Mes appareils' }))
    .click()
  await page.getByRole('button', { name: 'Ajouter un appareil' }).click()
  await page.getByLabel('Nom de l’appareil').fill('Téléphone de Marie')
  await page.getByLabel('Votre mot de passe').fill(password)
  await panel.looker.look(page, 'appareil-nouveau')
  await page.getByRole('button', { name: 'Créer le mot de passe' }).click()
  const shown = page.getByRole('dialog').locator('code').first()
  await shown.waitFor()
  const phone = (await shown.textContent()) ?? ''
  await panel.looker.look(page, 'appareil-mot-de-passe')
  await page.getByRole('button', { name: 'C’est recopié' }).click()
  await panel.looker.look(page, 'appareils')

  await using session = await openImap({
    ...panel.overview.endpoints.imaps,
    user: marie,
    password: new Secret(phone),
  })
  expect(await session.noop()).toMatch(/^OK/)
  expect(await submit(panel, phone)).toMatch(/235 2\.7\.0[\s\S]*250 2\.0\.0 OK, received as/)
  // A second factor is on: the main password opens the panel alone.
  await expect(
    openImap({ ...panel.overview.endpoints.imaps, user: marie, password: new Secret(password) }),
  ).rejects.toThrow('NO')

  await page.reload()
  await page
    .getByRole('row', { name: /Téléphone de Marie/ })
    .getByRole('button')
    .last()
    .click()
  await page.getByRole('menuitem', { name: 'Couper l’accès' }).click()
  await panel.looker.look(page, 'appareil-couper')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Couper l’accès' }).click()
  await page.getByText('Accès coupé.').waitFor()
  await session.ended
  await expect(
    openImap({ ...panel.overview.endpoints.imaps, user: marie, password: new Secret(phone) }),
  ).rejects.toThrow('NO')
  expect(await submit(panel, phone)).toMatch(/535 5\.7\.8/)
}

/** What swaks says and hears on the submission port, over STARTTLS. */
async function submit(panel: Panel, secret: string): Promise<string> {
  const { host, port } = panel.overview.endpoints.submission
  const line = ['--server', host, '--port', String(port), '--tls', '--auth', 'PLAIN', '--auth-user', marie]
  const ended = run('swaks', [
    ...line,
    '--auth-password',
    secret,
    '--from',
    marie,
    '--to',
    marie,
    '--timeout',
    '30',
  ])
  const { stdout } = await ended.catch((error: { readonly stdout: string }) => error)
  return stdout
}
