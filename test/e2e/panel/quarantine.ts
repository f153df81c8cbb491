// A held message let out, and its way found by its address.

import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { findMessage } from '#test/support/dovecot/mail-client.ts'
import { accountOf } from '#test/support/stack/stack.ts'
import { holdMail } from './held-message.ts'
import { heading, type Panel } from './panel.ts'

export async function letOutHeldMessage(panel: Panel, page: Page): Promise<void> {
  const mairie = 'mairie@mairie-saulieu.test'
  const messageId = await holdMail({
    smtp: panel.overview.endpoints.smtp,
    state: panel.stack.state,
    to: mairie,
  })
  await page.goto('/quarantaine')
  await heading(page, 'Quarantaine').waitFor()
  await page.getByText(mairie).first().click()
  await page.getByRole('button', { name: 'Voir le texte' }).click()
  await page.getByText('Bonjour, voici la facture.').waitFor()
  // A document with macros is not let out by the button that stands out.
  expect(await page.locator('.held-decide .button-primary').textContent()).toBe('Supprimer ce message')
  await panel.looker.look(page, 'quarantaine')
  await page.getByRole('button', { name: 'Libérer', exact: true }).click()
  await panel.looker.look(page, 'quarantaine-liberer')
  await page.getByRole('dialog').getByRole('button', { name: 'Libérer' }).click()
  expect(
    await findMessage(panel.overview.endpoints.imap, accountOf(panel.overview, mairie), messageId),
  ).toContain('facture')
  await page.goto('/suivi')
  await heading(page, 'Où est mon courrier').waitFor()
  await panel.looker.look(page, 'suivi-vide')
  await page.getByLabel('Adresse de l’expéditeur ou de la boîte, référence').fill(mairie)
  await page.keyboard.press('Enter')
  const results = page.getByRole('row').filter({ hasText: mairie })
  await results.first().waitFor()
  await panel.looker.look(page, 'suivi-resultats')
  await results.last().getByRole('link').first().click()
  await page.getByText('Réponse exacte du serveur').first().waitFor()
  await panel.looker.look(page, 'suivi-message')
}
