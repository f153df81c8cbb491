// What people do at the door of the panel: first visit, second factor, signing in.

import type { Page } from 'playwright-core'
import { nextTotpCode, totpCode } from '#test/support/admin/totp.ts'

export const password = 'sapin lanterne ardoise 1789'

/** On the page that asks for a second factor: an authenticator app. Answers its otpauth URI. */
export async function addAuthenticator(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Utiliser une application de codes' }).click()
  await page.getByLabel('Votre mot de passe').fill(password)
  await page.getByRole('button', { name: 'Continuer' }).click()
  const uri = await otpauthUri(page)
  await page.getByLabel('Puis recopiez le code à 6 chiffres').fill(totpCode(uri))
  await page.getByRole('button', { name: 'Activer' }).click()
  return uri
}

/** The secret stands on the page as text, for whoever cannot photograph the square. */
async function otpauthUri(page: Page): Promise<string> {
  const secret = ((await page.locator('.secret').textContent()) ?? '').replaceAll(/\s/g, '')
  return `otpauth://totp/x?secret=${secret}`
}

export async function signIn(page: Page, email: string, uri: string | null): Promise<void> {
  await page.goto('/connexion')
  await page.getByLabel('Votre adresse').fill(email)
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.getByLabel('Mot de passe', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Ouvrir l’administration' }).click()
  if (uri === null) return
  await page.getByLabel('Code à 6 chiffres').fill(nextTotpCode(uri))
  const open = page.getByRole('button', { name: 'Ouvrir l’administration' })
  if (await open.isVisible()) await open.click()
}
