// The panel was updated while a page of it was open; and the way out of it, which is open only where the server says so.

import { helene } from './first-administrator.ts'
import { heading, type Panel } from './panel.ts'
import { signIn } from './people.ts'

/** `uri` is that of the administrator’s second factor. */
export async function reloadStalePage(panel: Panel, uri: string): Promise<void> {
  await using again = await panel.visit('phone')
  const { page } = again
  await signIn(page, helene, uri)
  await heading(page, 'À traiter').waitFor()
  // The code of its screens is there no more.
  await page.route('**/assets/status-screen-*.js', (route) => route.fulfill({ status: 404 }))
  await page.evaluate("history.pushState(null, '', '/etat')")
  await heading(page, 'Cette page n’a pas pu s’ouvrir').waitFor()
  await panel.looker.look(page, 'page-perimee')
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Recharger' }).click()
  await heading(page, 'État du service').waitFor()
  const account = page.locator('.bar-end').getByRole('button').last()
  await page.route('**/sign-out', (route) => route.fulfill({ status: 503 }))
  await account.click()
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click()
  await page.getByText('La déconnexion n’a pas abouti').waitFor()
  await panel.looker.look(page, 'encore-connectee')
  await page.unrouteAll()
  await account.click()
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click()
  await page.waitForURL('**/connexion')
}
