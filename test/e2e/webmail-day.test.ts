// A day of a secretary on the running installation, one thing after the other as it happens at a mairie: in with a code, an answer as
// mairie@ with a file, one taken back, one that leaves later, a tab that dies and a session that ends while she writes.

import { createHash, randomBytes } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nextTotpCode, totpCode } from '#test/support/admin/totp.ts'
import { downloaded, openBrowser, type Visit, visit } from '#test/support/browser/browser.ts'
import { send, withImap } from '#test/support/dovecot/mail-client.ts'
import { type OwnCommune, welcomeCommune } from '#test/support/stack/own-commune.ts'
import { accountOf, type StackOverview, sharedStack, webmailOf } from '#test/support/stack/stack.ts'
import { webmailAlbum } from '#test/support/webmail/webmail-album.ts'
import { begin, button, fill, windowOf } from '#test/support/webmail/webmail-writing.ts'

const look = webmailAlbum('day')
const mairie = 'mairie@mairie-beaune.test'
const secretary = 'claire.garnier@mairie-beaune.test'
const neighbour = 'francois.lambert@mairie-flavigny-sur-ozerain.test'
const stack = sharedStack()
let commune: OwnCommune
let overview: StackOverview
let browser: Browser
let claire: Visit
let authenticator = ''

const passwordOf = (address: string) =>
  address === secretary ? commune.secretary.password : accountOf(overview, address).password

async function password(page: Page, address: string): Promise<void> {
  await page.getByLabel('Votre adresse').fill(address)
  await button(page, 'Continuer').click()
  await secret(page, address)
}

async function secret(within: Page | ReturnType<Page['getByRole']>, address: string): Promise<void> {
  await within.getByLabel('Mot de passe', { exact: true }).fill(passwordOf(address))
  await button(within, 'Ouvrir ma messagerie').click()
}

const inside = (page: Page, box: string) =>
  page.getByRole('navigation', { name: `Dossiers de ${box}` }).waitFor()

beforeAll(async () => {
  overview = await stack.overview()
  commune = await welcomeCommune(stack, 'beaune')
  browser = await openBrowser()
  claire = await visit(browser, webmailOf(stack))
})
afterAll(async () => {
  await claire?.[Symbol.asyncDispose]()
  await browser?.close()
})

/** Subjects of what came to the neighbour, oldest first. */
const came = () =>
  withImap(overview.endpoints.imap, accountOf(overview, neighbour), async (client) => {
    await client.mailboxOpen('INBOX', { readOnly: true })
    const found = await client.fetchAll('1:*', { envelope: true })
    return found.map(({ envelope }) => envelope?.subject ?? '')
  })
const comes = (subject: string) => expect.poll(came, { timeout: 60_000, interval: 500 }).toContain(subject)

test('the first visit of a manager, and the next → in with a code of her application', {
  timeout: 120_000,
}, async () => {
  await using first = await visit(browser, webmailOf(stack))
  await first.page.goto('/connexion')
  await password(first.page, secretary)
  await button(first.page, 'Utiliser une application de codes').click()
  await first.page.getByLabel('Votre mot de passe').fill(commune.secretary.password)
  await button(first.page, 'Continuer').click()
  const shown = (await first.page.locator('.secret').textContent()) ?? ''
  authenticator = `otpauth://totp/x?secret=${shown.replaceAll(/\s/g, '')}`
  await first.page.getByLabel('Puis recopiez le code à 6 chiffres').fill(totpCode(authenticator))
  await button(first.page, 'Activer').click()
  await button(first.page, 'Je les ai rangés en lieu sûr').click()
  await first.page.getByRole('navigation', { name: /^Dossiers de/ }).waitFor()

  const { page } = claire
  await page.goto('/connexion')
  await password(page, secretary)
  await page.getByLabel('Code à 6 chiffres').fill(nextTotpCode(authenticator))
  await button(page, 'Ouvrir ma messagerie').click()
  await page.getByRole('navigation', { name: /^Dossiers de/ }).waitFor()
})

const digestOf = (octets: Buffer) => createHash('sha256').update(octets).digest('hex')

test('a message comes to mairie@ and is answered with a file → it comes from mairie@, its file octet by octet, and a copy lies in the box of all', {
  timeout: 180_000,
}, async () => {
  const plan = randomBytes(300_000)
  const { code } = await send(overview.endpoints.smtp, {
    ...{ from: 'Jean Petit <contact@fournisseur.test>', to: mairie },
    ...{ subject: 'Devis de la toiture', text: 'Bonjour, le devis est prêt.', replyTo: neighbour },
  })
  expect(code).toBe(250)
  const { page } = claire
  await page.goto(`/b/${mairie}/INBOX`)
  await inside(page, mairie)
  await page.getByRole('row', { name: /Devis de la toiture/ }).click({ timeout: 60_000 })
  await page.frameLocator('iframe.html-frame').getByText('le devis est prêt').waitFor()
  await button(page, 'Répondre').click()
  const window = windowOf(page, 'Réponse')
  await window.locator('.compose-text').click()
  await page.keyboard.type('Voici le plan.')
  const chosen = page.waitForEvent('filechooser')
  await button(window, 'Joindre un fichier').click()
  await (await chosen).setFiles([{ name: 'Plan é.pdf', mimeType: 'application/pdf', buffer: plan }])
  await window.getByText(/Brouillon enregistré/).waitFor()
  await look(page, 'answering')
  await button(window, 'Envoyer').click()
  await page.getByText('Message envoyé.').waitFor()
  await comes('Re: Devis de la toiture')

  await using second = await visit(browser, webmailOf(stack), 'phone')
  await second.page.goto('/connexion')
  await password(second.page, neighbour)
  await second.page.waitForURL(/\/b\//)
  await second.page.goto(`/b/${neighbour}/INBOX`)
  await second.page.getByRole('row', { name: /Devis de la toiture/ }).click({ timeout: 60_000 })
  await second.page.frameLocator('iframe.html-frame').getByText('Voici le plan.').waitFor()
  await second.page.getByText(mairie).first().waitFor()
  expect(await second.page.getByText(secretary).count()).toBe(0)
  await look(second.page, 'came')
  const [download] = await Promise.all([
    second.page.waitForEvent('download'),
    button(second.page, /^Télécharger Plan é\.pdf/)
      .or(second.page.getByRole('link', { name: /^Télécharger Plan é\.pdf/ }))
      .first()
      .click(),
  ])
  expect(digestOf(await downloaded(download))).toBe(digestOf(plan))
  await page.goto(`/b/${mairie}/Sent`)
  await page.getByRole('row', { name: /Devis de la toiture/ }).waitFor({ timeout: 60_000 })
})

test('one taken back, one planned and then sent at once → the second alone leaves', {
  timeout: 180_000,
}, async () => {
  const { page } = claire
  await page.goto(`/b/${mairie}/INBOX`)
  await inside(page, mairie)
  const taken = await begin(claire)
  await fill(taken, { to: neighbour, subject: 'Repris', text: 'Pas encore.' })
  await button(taken, 'Envoyer').click()
  await page.getByText('Message envoyé.').waitFor()
  await button(page, 'Annuler').click()
  const again = windowOf(page, 'Nouveau message')
  await again.getByText('Pas encore.').waitFor()
  await button(again, 'Supprimer le brouillon').click()
  await again.waitFor({ state: 'detached' })
  const planned = await begin(claire)
  await fill(planned, { to: neighbour, subject: 'Programmé', text: 'Demain matin.' })
  await button(planned, 'Autres façons d’envoyer').click()
  await page.getByRole('menuitem', { name: /^Demain à 08/ }).click()
  await page.getByText(/^Envoi programmé le/).waitFor()
  await page.getByRole('link', { name: /En attente d’envoi/ }).click()
  await page.getByRole('group', { name: /Programmé/ }).waitFor()
  await look(page, 'outbox')
  await button(page.getByRole('group', { name: /Programmé/ }), 'Envoyer maintenant').click()
  await comes('Programmé')
  expect(await came()).not.toContain('Repris')
})

test('the network and then the tab die while she writes → all that she wrote is there in the next, and leaves', {
  timeout: 180_000,
}, async () => {
  const { context } = claire
  const lost = await context.newPage()
  await lost.goto(`/b/${mairie}/INBOX`)
  await inside(lost, mairie)
  const window = await begin({ page: lost })
  await fill(window, { to: neighbour, subject: 'Interrompu', text: 'Bonjour, avant la coupure.' })
  await window.getByText(/Brouillon enregistré/).waitFor()
  await context.setOffline(true)
  await window.locator('.compose-text').click()
  await lost.keyboard.press('Control+End')
  await lost.keyboard.type(' Et après.')
  await window.getByText('Gardé sur cet appareil').waitFor()
  // As when the computer loses its power: nothing of the page runs any more.
  await lost.evaluate('addEventListener("pagehide", (event) => event.stopImmediatePropagation(), true)')
  await lost.close()
  await context.setOffline(false)

  const { page } = claire
  await page.goto(`/b/${mairie}/INBOX`)
  await inside(page, mairie)
  const offered = page.getByRole('region', { name: 'Vous n’aviez pas fini ce message' })
  await offered.waitFor({ timeout: 30_000 })
  await button(offered, 'Reprendre').click()
  const back = windowOf(page, 'Nouveau message')
  await back.getByText('Bonjour, avant la coupure. Et après.').waitFor()
  await look(page, 'resumed')
  await button(back, 'Envoyer').click()
  await page.getByText('Message envoyé.').waitFor()
  await comes('Interrompu')
})

test('the session ends while she writes → signed in over the message with a code, and it leaves as it was', {
  timeout: 180_000,
}, async () => {
  const { page, context } = claire
  await page.goto(`/b/${mairie}/INBOX`)
  await inside(page, mairie)
  const window = await begin(claire)
  await fill(window, { to: neighbour, subject: 'Session finie', text: 'Bonjour, ' })
  await context.clearCookies()
  await window.locator('.compose-text').click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('la suite.')
  const dialog = page.getByRole('dialog', { name: 'Votre session est terminée' })
  await dialog.waitFor({ timeout: 60_000 })
  await look(page, 'session-ended')
  await secret(dialog, secretary)
  const code = dialog.getByLabel('Code à 6 chiffres')
  await code.waitFor()
  // A code opens once: the next one is waited for where this one was used. The dialog may go at any moment of it.
  const soon = { timeout: 3_000 }
  const tried = async (): Promise<void> => {
    await code.fill(nextTotpCode(authenticator), soon)
    await button(dialog, 'Ouvrir ma messagerie').click(soon)
    await dialog.waitFor({ state: 'detached', ...soon })
  }
  const isOpen = async () => {
    if ((await dialog.count()) > 0) await tried().catch(() => null)
    return (await dialog.count()) === 0
  }
  await expect.poll(isOpen, { timeout: 90_000, interval: 5_000 }).toBe(true)
  await window.getByText('Bonjour, la suite.').waitFor()
  await button(window, 'Envoyer').click()
  await page.getByText('Message envoyé.').waitFor()
  await comes('Session finie')
})
