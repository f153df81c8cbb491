// The way into the webmail, in a real browser: a first visit with the code of a letter, second factors set up and used, a
// session that ends in the middle of something; and once inside, mail that comes by itself, and one's own account.

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { issueActivationCode } from '#identity/issue-activation-code.ts'
import { hashPassword } from '#identity/password-hash.ts'
import { nextTotpCode, totpCode } from '#test/support/admin/totp.ts'
import { openBrowser, type Visit, visit } from '#test/support/browser/browser.ts'
import { address, mairie } from '#test/support/database/commune.ts'
import { openImap } from '#test/support/dovecot/open-imap.ts'
import { deliverTo } from '#test/support/webmail/box-client.ts'
import { webmailPassword } from '#test/support/webmail/test-webmail.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { webmailAlbum } from '#test/support/webmail/webmail-album.ts'

const look = webmailAlbum('sign-in')
const webmail = await webmailUnderTest()
const { owner, made, dovecot } = webmail
const hosting = hostingStore(owner)
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

let people = 0
async function person(role: 'member' | 'manager', { withPassword = true } = {}) {
  const email = address(`marie.durand-${++people}@mairie-saulieu.test`)
  const who = { commune: made.commune, tenantKind: 'commune', role, name: 'Marie Durand', email } as const
  const id = await hosting.putPerson(who)
  if (withPassword) await hosting.putPasswordHash(id, await hashPassword(new Secret(webmailPassword)))
  await hosting.grant({ commune: made.commune, mailbox: made.mairie, person: id, role: 'send' })
  return { id, email }
}

const newcomer = (): Promise<Visit> => visit(browser, webmail)
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const support = '03 53 01 00 00'
const numberToCall = (page: Page) => page.getByRole('contentinfo').getByRole('link', { name: support })
const inside = (page: Page) => page.getByRole('navigation', { name: /Dossiers de mairie@/ }).waitFor()

async function enterPassword(page: Page, email: string): Promise<void> {
  await page.goto('/connexion')
  await page.getByLabel('Votre adresse').fill(email)
  await press(page, 'Continuer')
  await page.getByText('Mot de passe oublié').getByText(support).waitFor()
  await page.getByLabel('Mot de passe', { exact: true }).fill(webmailPassword)
  await press(page, 'Ouvrir ma messagerie')
}

interface Authenticator {
  readonly uri: string
  readonly codes: readonly string[]
}

/** On the page that asks for a second factor. */
async function addAuthenticator(page: Page, password = webmailPassword): Promise<Authenticator> {
  await press(page, 'Utiliser une application de codes')
  await page.getByLabel('Votre mot de passe').fill(password)
  await press(page, 'Continuer')
  const secret = ((await page.locator('.secret').textContent()) ?? '').replaceAll(/\s/g, '')
  const uri = `otpauth://totp/x?secret=${secret}`
  await look(page, 'application-de-codes')
  await page.getByLabel('Puis recopiez le code à 6 chiffres').fill(totpCode(uri))
  await press(page, 'Activer')
  await page.getByRole('button', { name: 'Je les ai rangés en lieu sûr' }).waitFor()
  return { uri, codes: await page.locator('.recovery-codes li').allTextContents() }
}

/** A finger that the browser believes. */
async function addFinger({ context, page }: Visit): Promise<void> {
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
}

test('a manager without a second factor → sets an application up here, and their mail opens; then code, or recovery code', {
  timeout: 180_000,
}, async () => {
  const { email } = await person('manager')
  await using first = await newcomer()
  await enterPassword(first.page, email)
  await heading(first.page, 'Ajoutez un second facteur').waitFor()
  await look(first.page, 'second-facteur')
  const { uri, codes } = await addAuthenticator(first.page)
  expect(codes.length).toBeGreaterThan(4)
  await look(first.page, 'codes-de-secours')
  await press(first.page, 'Je les ai rangés en lieu sûr')
  await inside(first.page)

  await using second = await newcomer()
  await enterPassword(second.page, email)
  await second.page.getByLabel('Code à 6 chiffres').fill('000000')
  await press(second.page, 'Ouvrir ma messagerie')
  await second.page.getByText('Ce code n’est pas le bon').waitFor()
  await second.page.getByText('Téléphone perdu').getByText(support).waitFor()
  await look(second.page, 'code-refuse')
  await second.page.getByLabel('Code à 6 chiffres').fill(nextTotpCode(uri))
  await press(second.page, 'Ouvrir ma messagerie')
  await inside(second.page)

  await using third = await newcomer()
  await enterPassword(third.page, email)
  await press(third.page, 'Utiliser un code de secours')
  await third.page.getByText('Plus aucun code').getByText(support).waitFor()
  await third.page.getByLabel('Code de secours').fill(codes[0] ?? '')
  await press(third.page, 'Ouvrir ma messagerie')
  await inside(third.page)
  expect([...first.complaints, ...second.complaints, ...third.complaints]).toEqual([])
})

test('a passkey set up as the second factor → opens the mail alone the next time', {
  timeout: 120_000,
}, async () => {
  const { email } = await person('manager')
  await using marie = await newcomer()
  const { page, context } = marie
  await addFinger(marie)
  await enterPassword(page, email)
  await page.getByLabel('Nom de la clé').fill('Ordinateur de l’accueil')
  await press(page, 'Ajouter une clé d’accès')
  await inside(page)
  await context.clearCookies()
  await page.goto('/connexion')
  await page.getByLabel('Votre adresse').fill(email)
  await press(page, 'Continuer')
  await press(page, 'Utiliser ma clé d’accès')
  await inside(page)
  expect(marie.complaints).toEqual([])
})

test('the code of a letter → a password, the second factor later, and the mail', {
  timeout: 120_000,
}, async () => {
  const { id } = await person('member', { withPassword: false })
  const { code } = await owner.transaction((transaction) => issueActivationCode(transaction, id, Date.now()))
  await using marie = await newcomer()
  const { page } = marie
  await page.goto('/connexion')
  await page.getByLabel('Votre adresse').waitFor()
  await numberToCall(page).waitFor()
  expect(await numberToCall(page).getAttribute('href')).toBe('tel:0353010000')
  await look(page, 'connexion')
  await page.getByRole('link', { name: 'J’ai reçu un courrier avec un code' }).click()
  await page.getByLabel('Code d’activation').fill('AAAAA-AAAAA-AAAAA-AAAAA')
  await press(page, 'Continuer')
  await page.getByText(/Ce code n’est pas connu/).waitFor()
  await page.getByText('Pas de courrier').locator('a', { hasText: support }).waitFor()
  await look(page, 'premiere-visite')
  await page.getByLabel('Code d’activation').fill(code.toLowerCase().replaceAll('-', ' '))
  await press(page, 'Continuer')
  await heading(page, 'Bonjour Marie Durand').waitFor()
  await page.getByLabel('Choisissez votre mot de passe').fill('azerty123456')
  await press(page, 'Continuer')
  await page.getByText(/trop courant/).waitFor()
  await look(page, 'premiere-visite-mot-de-passe')
  await page.getByLabel('Choisissez votre mot de passe').fill(webmailPassword)
  await press(page, 'Continuer')
  await press(page, 'Plus tard')
  await look(page, 'premiere-visite-prete')
  await page.getByRole('link', { name: 'Ouvrir ma messagerie' }).click()
  await heading(page, 'Premiers pas').waitFor()
  await page.getByRole('link', { name: 'Plus tard' }).click()
  await inside(page)
  expect(marie.complaints).toEqual([])
})

test('the accessibility statement → one link away for anyone, and beside the settings without ending anything', {
  timeout: 120_000,
}, async () => {
  const { email } = await person('member')
  await using marie = await newcomer()
  const { page, context } = marie
  await page.goto('/connexion')
  await page.getByRole('link', { name: 'Accessibilité : non conforme' }).click()
  await heading(page, 'Déclaration d’accessibilité').waitFor()
  await page.getByRole('main').getByText(support).waitFor()
  await page.getByText('Défenseur des droits', { exact: false }).first().waitFor()
  expect(await page.title()).toBe('Déclaration d’accessibilité — Vaguemestre')
  await look(page, 'accessibilite')
  await enterPassword(page, email)
  await inside(page)
  await press(page, 'Réglages')
  const [statement] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'Accessibilité : non conforme (nouvel onglet)' }).click(),
  ])
  await heading(statement, 'Déclaration d’accessibilité').waitFor()
  await statement.getByRole('link', { name: 'Revenir à la messagerie' }).click()
  await inside(statement)
  expect(marie.complaints).toEqual([])
})

test('the session ends in the middle of something → signed in again over the page with a code, and all is as it was', {
  timeout: 120_000,
}, async () => {
  const { id, email } = await person('manager')
  await using marie = await newcomer()
  const { page } = marie
  await enterPassword(page, email)
  const { uri } = await addAuthenticator(page)
  await press(page, 'Je les ai rangés en lieu sûr')
  await inside(page)
  await page.getByRole('searchbox').first().fill('devis à moitié écrit')
  await owner.pool.query('delete from session where person_id = $1', [id])
  // All is asked again once a network that was away is back.
  for (const each of ['offline', 'online']) await page.evaluate(`dispatchEvent(new Event('${each}'))`)
  const dialog = page.getByRole('dialog', { name: 'Votre session est terminée' })
  await dialog.getByText(support).waitFor()
  await look(page, 'session-terminee')
  await dialog.getByLabel('Mot de passe', { exact: true }).fill(webmailPassword)
  await dialog.getByRole('button', { name: 'Ouvrir ma messagerie' }).click()
  await dialog.getByLabel('Code à 6 chiffres').fill(nextTotpCode(uri))
  await dialog.getByRole('button', { name: 'Ouvrir ma messagerie' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await page.getByRole('searchbox').first().inputValue()).toBe('devis à moitié écrit')
  await inside(page)
})

test('a message comes → in the list, in the title and said aloud, without anything being pressed', {
  timeout: 120_000,
}, async () => {
  const { email } = await person('member')
  await using marie = await newcomer()
  const { page } = marie
  await enterPassword(page, email)
  await inside(page)
  // That the line is open says nothing of the box yet: it is heard once the line names it.
  await page.evaluate(`new Promise((heard) => {
    const line = new BroadcastChannel('vaguemestre.live')
    line.onmessage = ({ data }) => data.kind === 'listening' && data.boxes.length > 0 && heard()
    line.postMessage('new here')
  })`)
  const before = Number(/^\((\d+)\)/.exec(await page.title())?.[1] ?? 0)
  await deliverTo(webmail, mairie, 'Arrêté de voirie')
  await page
    .getByRole('status')
    .filter({ hasText: `Nouveau message — ${mairie}` })
    .waitFor()
  await page.getByText('Arrêté de voirie').first().waitFor()
  await look(page, 'courrier-arrive')
  await expect.poll(() => page.title(), { timeout: 20_000 }).toBe(`(${before + 1}) Réception — ${mairie}`)
})

test('a password for a phone → shown once with what to copy, opens the box; cut off → opens nothing', {
  timeout: 120_000,
}, async () => {
  const { email } = await person('member')
  await using marie = await newcomer()
  const { page } = marie
  await enterPassword(page, email)
  await inside(page)
  await press(page, 'Réglages')
  await page.getByRole('tab', { name: 'Mon compte' }).click()
  await look(page, 'reglages')
  await page.getByRole('link', { name: 'Mon téléphone' }).click()
  await heading(page, 'Mon téléphone').waitFor()
  await look(page, 'telephone')
  await press(page, 'Explication : Serveur de réception')
  await page.getByText(/L’ordinateur qui remet vos messages/).waitFor()
  await page.keyboard.press('Escape')
  await press(page, 'Ajouter un appareil')
  await page.getByLabel('Nom de l’appareil').fill('Téléphone de Marie')
  await page.getByLabel('Votre mot de passe').fill('pas le mien du tout')
  await press(page, 'Créer le mot de passe')
  await page.getByText('Ce n’est pas votre mot de passe.').waitFor()
  await look(page, 'telephone-ajouter')
  await page.getByLabel('Votre mot de passe').fill(webmailPassword)
  await press(page, 'Créer le mot de passe')
  const shown = page.getByRole('dialog').locator('code')
  await shown.waitFor()
  await look(page, 'telephone-mot-de-passe')
  const password = new Secret((await shown.textContent()) ?? '')
  await press(page, 'C’est recopié')
  const imaps = { host: '127.0.0.1', port: dovecot.installation.ports.imaps, user: mairie, password }
  await using session = await openImap(imaps)
  expect(await session.noop()).toMatch(/^OK/)
  await press(page, 'Couper l’accès : Téléphone de Marie')
  await look(page, 'telephone-couper')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Couper l’accès' }).click()
  await page.getByText('Accès coupé.').waitFor()
  await expect(openImap(imaps)).rejects.toThrow('NO')
})

test('one’s own sessions, sign-ins and factors → shown; another session closed → gone', {
  timeout: 120_000,
}, async () => {
  const { email } = await person('member')
  await using elsewhere = await newcomer()
  await enterPassword(elsewhere.page, email)
  await inside(elsewhere.page)
  await using marie = await newcomer()
  const { page } = marie
  await enterPassword(page, email)
  await inside(page)
  await page.goto('/compte/securite')
  await heading(page, 'Où votre compte est ouvert').waitFor()
  await page.getByText('Réussie').first().waitFor()
  await look(page, 'securite')
  await page.getByLabel('Mot de passe actuel').fill(webmailPassword)
  await page.getByLabel('Nouveau mot de passe').fill('azerty123456')
  await press(page, 'Changer le mot de passe')
  await page.getByText(/trop courant/).waitFor()
  await press(page, 'Fermer toutes les autres')
  await page.getByText('Les autres sessions sont fermées.').waitFor()
  await elsewhere.page.goto('/')
  await elsewhere.page.waitForURL(/connexion/)
  await press(page, 'Utiliser une application de codes')
  await page.getByLabel('Votre mot de passe').fill(webmailPassword)
  await press(page, 'Continuer')
  const secret = ((await page.locator('.secret').textContent()) ?? '').replaceAll(/\s/g, '')
  await page
    .getByLabel('Puis recopiez le code à 6 chiffres')
    .fill(totpCode(`otpauth://totp/x?secret=${secret}`))
  await press(page, 'Activer')
  await press(page, 'Je les ai rangés en lieu sûr')
  await page.getByText(/^Active depuis le/).waitFor()
  await press(page, 'Refaire les codes')
  await page.getByLabel('Votre mot de passe').fill(webmailPassword)
  await look(page, 'securite-codes')
  await page.getByRole('dialog').getByRole('button', { name: 'Refaire les codes' }).click()
  await press(page, 'Je les ai rangés en lieu sûr')
  expect(marie.complaints).toEqual([])
})
