// Communes welcomed in one batch: one by a search, the others by a table.

import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { downloaded } from '#test/support/browser/browser.ts'
import { pagesOf } from './letters.ts'
import { heading, type Panel } from './panel.ts'

const table = [
  'insee;responsable;boite',
  '21425;Marie Durand;marie.durand',
  '21292;Paul Bernard;paul.bernard',
  '21464;Luc Petit;luc.petit',
  '21154;Anne Roux;anne.roux',
].join('\n')

/** Answers the letter of Marie Durand, who answers for Montbard. */
export async function welcomeCommunes(panel: Panel, page: Page): Promise<string> {
  await page.goto('/accueil')
  await heading(page, 'Accueillir des communes').waitFor()
  await panel.looker.look(page, 'accueil-vide')
  await page.getByRole('button', { name: 'Préparer un lot' }).first().click()
  await page.getByRole('heading', { name: 'Choisir les communes' }).waitFor()
  await page.getByLabel('Nom, code INSEE, code postal').fill('semur')
  await page.getByRole('row', { name: /Semur-en-Auxois/ }).waitFor()
  await panel.looker.look(page, 'accueil-choisir')
  await page
    .getByRole('row', { name: /Semur-en-Auxois/ })
    .getByRole('checkbox')
    .click({ force: true })
  await page.getByText('1 choisie').first().waitFor()
  await page.getByRole('button', { name: 'Importer un tableau' }).click()
  await page.getByRole('textbox', { name: 'Tableau' }).fill(table)
  await page.getByRole('button', { name: 'Vérifier' }).click()
  await page.getByText(/4 communes à ajouter/).waitFor()
  await panel.looker.look(page, 'accueil-tableau')
  await page.getByRole('button', { name: /Importer 4 communes/ }).click()
  await page.getByText('5 choisies').waitFor()
  await page.getByRole('link', { name: /Continuer avec 5 communes/ }).click()
  await page.getByRole('heading', { name: 'Domaine de chacune' }).waitFor()
  await panel.looker.look(page, 'accueil-domaines')
  await page.getByRole('link', { name: 'Continuer' }).click()
  await page.getByRole('heading', { name: 'Boîtes à ouvrir' }).waitFor()
  await panel.looker.look(page, 'accueil-boites')
  await page.getByRole('link', { name: 'Continuer' }).click()
  await page.getByRole('heading', { name: 'Personnes et accès' }).waitFor()
  await page
    .getByRole('button', { name: /Ajouter une personne/ })
    .last()
    .click()
  await page.getByRole('dialog').getByLabel(/^Nom/).first().fill('Jeanne Morel')
  await panel.looker.look(page, 'accueil-personne')
  await page.getByRole('dialog').getByRole('button', { name: 'Ajouter' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await panel.looker.look(page, 'accueil-personnes')
  await page.getByRole('link', { name: 'Relire' }).click()
  await page.getByText(/boîtes seront créées/).waitFor()
  await panel.looker.look(page, 'accueil-relire')
  await page.getByRole('button', { name: /^Créer les/ }).click()
  await page.getByText('5 communes créées sur 5').waitFor({ timeout: 60_000 })
  await panel.looker.look(page, 'accueil-cree')
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Imprimer les lettres' }).click()
  const letters = await pagesOf(await downloaded(await downloading))
  expect(letters).toHaveLength(5)
  await page.getByText(/Lettres préparées le/).waitFor()
  await page.getByRole('button', { name: 'Imprimer de nouveau' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Annuler' }).click()
  return letters.find((each) => each.includes('Marie Durand')) ?? ''
}
