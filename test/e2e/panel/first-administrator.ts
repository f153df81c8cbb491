// The first visit: the code that the installation printed makes an administrator.

import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { heading, type Panel } from './panel.ts'
import { addAuthenticator, password } from './people.ts'

export const helene = 'helene.garnier@cotedor.test'

/** Answers the otpauth URI of the second factor. */
export async function makeFirstAdministrator(panel: Panel, page: Page): Promise<string> {
  await page.goto('/')
  await page.waitForURL(/connexion/)
  await panel.looker.look(page, 'connexion')
  const code = await panel.firstVisitCode()
  await page.goto('/premiere-visite')
  await panel.looker.look(page, 'premiere-visite')
  await page.goto('/premier-administrateur')
  await page.getByLabel('Code d’activation').fill('AAAAA-AAAAA-AAAAA-AAAAA')
  await page.getByLabel('Votre nom').fill('Hélène Garnier')
  await page.getByLabel('Votre adresse').fill(helene)
  await page.getByLabel('Choisissez votre mot de passe').fill('azerty123456')
  await page.getByRole('button', { name: 'Créer le compte' }).click()
  await page
    .getByText(/n’est pas connu|trop courant/)
    .first()
    .waitFor()
  await panel.looker.look(page, 'premier-administrateur-refuse')
  await page.getByLabel('Code d’activation').fill(code ?? '')
  await page.getByLabel('Choisissez votre mot de passe').fill(password)
  await page.getByRole('button', { name: 'Créer le compte' }).click()
  await heading(page, 'Ajoutez un second facteur').waitFor()
  await panel.looker.look(page, 'second-facteur')
  const uri = await addAuthenticator(page)
  await heading(page, 'Vos codes de secours').waitFor()
  await panel.looker.look(page, 'codes-de-secours')
  await page.getByRole('button', { name: 'Je les ai rangés en lieu sûr' }).click()
  await page.getByRole('link', { name: 'Ouvrir l’administration' }).click()
  await heading(page, 'À traiter').waitFor()
  await panel.looker.look(page, 'a-traiter')
  expect(await panel.firstVisitCode()).toBeNull()
  return uri
}
