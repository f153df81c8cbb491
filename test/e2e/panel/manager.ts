// A manager who comes with the code of a letter.

import { expect } from 'vitest'
import type { Visit } from '#test/support/browser/browser.ts'
import { codeOn } from './letters.ts'
import { heading, type Panel } from './panel.ts'
import { addAuthenticator, password } from './people.ts'

/** Marie Durand, signed in from then on. */
export async function comeWithLetter(panel: Panel, letter: string): Promise<Visit> {
  const managed = await panel.visit()
  const manager = managed.page
  await manager.goto(`/premiere-visite#${codeOn(letter)}`)
  await panel.looker.look(manager, 'gestion-code')
  await manager.getByRole('button', { name: 'Continuer' }).click()
  await heading(manager, 'Bonjour Marie Durand').waitFor()
  await panel.looker.look(manager, 'gestion-mot-de-passe')
  await manager.getByLabel('Choisissez votre mot de passe').fill(password)
  await manager.getByRole('button', { name: 'Continuer' }).click()
  await heading(manager, 'Ajoutez un second facteur').waitFor()
  await addAuthenticator(manager)
  await manager.getByRole('button', { name: 'Je les ai rangés en lieu sûr' }).click()
  await manager.getByRole('link', { name: 'Ouvrir l’administration' }).click()
  await manager.getByRole('navigation').first().waitFor()
  await panel.looker.look(manager, 'gestion-accueil')
  expect(await manager.getByText('Saulieu').count()).toBe(0)
  expect(await manager.getByRole('link', { name: 'Accueillir' }).count()).toBe(0)
  await manager.goto('/equipe')
  await panel.looker.look(manager, 'gestion-interdit')
  await expect.poll(() => manager.getByText(/Hélène Garnier, du Département/).count()).toBeGreaterThan(0)
  return managed
}
