// Rules, absences and forwards set up in a real browser, through every daemon of a running installation: what comes from outside by
// SMTP is filed, answered and sent on by them.

import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAsOwner } from '#cli/open-as-owner.ts'
import { demoSpec } from '#stack/spec/demo-spec.ts'
import { type Paths, pathsFor } from '#stack/spec/paths.ts'
import { portsFrom } from '#stack/spec/ports.ts'
import { openBrowser, type Visit, visit } from '#test/support/browser/browser.ts'
import { address } from '#test/support/database/commune.ts'
import { findMessage, send, withImap } from '#test/support/dovecot/mail-client.ts'
import { newFolder } from '#test/support/dovecot/mailbox-client.ts'
import { putRules } from '#test/support/dovecot/sieve.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import {
  accountOf,
  type Stack,
  type StackOverview,
  startStack,
  webmailOf,
} from '#test/support/stack/stack.ts'
import { webmailAlbum } from '#test/support/webmail/webmail-album.ts'
import { type Outside, outside } from '#test/support/world/outside-domain.ts'

const claire = address('claire.garnier@mairie-saulieu.test')
const neighbour = 'maire@mairie-flavigny-sur-ozerain.test'
const look = webmailAlbum('rules')
let away: Outside
let stack: Stack
let paths: Paths
let overview: StackOverview
let browser: Browser

beforeAll(async () => {
  away = await outside('dehors.test')
  away.dns.records.set('TXT dehors.test', ['v=spf1 ip4:127.0.0.0/8 ip6:::1 -all'])
  stack = await startStack({
    resolver: { reach: 'local', stubZones: [away.stubZone] },
    delivery: { allowedNetworks: ['127.0.0.0/8'] },
  })
  paths = pathsFor(stack.state)
  overview = await stack.overview()
  await using database = openAsOwner({ spec: demoSpec(), paths, ports: portsFrom(stack.portBase) })
  // Whose role needs no second factor reads at once.
  await database.pool.query("update person set role = 'member' where email = $1", [claire])
  await withImap(overview.endpoints.imap, accountOf(overview, claire), (imap) =>
    newFolder(imap, 'Comptes rendus'),
  )
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await stack?.[Symbol.asyncDispose]()
  await away?.[Symbol.asyncDispose]()
})

/** From Paul outside; resolves with its Message-ID once it was taken. */
async function fromPaul(subject: string): Promise<string> {
  const messageId = `<${randomUUID()}@dehors.test>`
  const answer = await send(overview.endpoints.smtp, {
    ...{ from: 'Paul Martin <paul@dehors.test>', to: claire, subject, messageId },
    text: 'Bonjour,\n\nle compte rendu.\n',
  })
  expect(answer).toMatchObject({ code: 250 })
  return messageId
}

const inInbox = (mailbox: string, messageId: string) =>
  findMessage(overview.endpoints.imap, accountOf(overview, mailbox), messageId)
const subjectsIn = (folder: string) =>
  withImap(overview.endpoints.imap, accountOf(overview, claire), async (imap) => {
    const { exists } = await imap.mailboxOpen(folder)
    const messages = exists === 0 ? [] : await imap.fetchAll('1:*', { envelope: true })
    return messages.map(({ envelope }) => envelope?.subject ?? '')
  })

let cookies: Parameters<Visit['context']['addCookies']>[0] = []

/** Signed in as a person signs in, once; then by the same session. */
async function signedIn(path = `/b/${claire}/INBOX`): Promise<Visit> {
  const tab = await visit(browser, webmailOf(stack))
  const { page, context } = tab
  await context.addCookies(cookies)
  if (cookies.length === 0) {
    await page.goto('/connexion')
    await page.getByLabel('Votre adresse').fill(claire)
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.getByLabel('Mot de passe', { exact: true }).fill(accountOf(overview, claire).password)
    await page.getByRole('button', { name: 'Ouvrir ma messagerie' }).click()
    await page.getByRole('navigation', { name: /Dossiers de/ }).waitFor()
    cookies = await context.cookies()
  }
  await page.goto(path)
  return tab
}

async function settings(page: Page, tab: string): Promise<void> {
  await page.getByRole('button', { name: 'Réglages' }).click()
  await page.getByRole('tab', { name: tab, exact: true }).click()
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()

test('a rule made from a message, with how many it matches → applied to it, and what comes next is filed', async () => {
  await inInbox(claire, await fromPaul('Compte rendu de mars'))
  await using tab = await signedIn()
  const { page } = tab
  await page.getByRole('row', { name: /Compte rendu de mars/ }).click()
  await page.getByRole('heading', { name: 'Compte rendu de mars' }).waitFor()
  await press(page, 'Autres actions')
  await page.getByRole('menuitem', { name: 'Créer une règle à partir de ce message' }).click()
  const dialog = page.getByRole('dialog', { name: 'Créer une règle à partir de ce message' })
  await dialog.getByText('cette règle aurait concerné 1 message.').waitFor()
  expect(await dialog.getByLabel('Nom de la règle').inputValue()).toBe('Paul Martin')
  expect(await dialog.getByLabel('Condition 1, valeur').inputValue()).toBe('paul@dehors.test')
  await dialog.getByText('Le ranger dans un dossier').click()
  await dialog.getByRole('button', { name: /Dossier/ }).click()
  await page.getByRole('option', { name: 'Comptes rendus' }).click()
  await dialog.getByText('Le suivre').click()
  await dialog.getByText('L’appliquer aussi au message déjà en réception').click()
  await look(page, 'depuis-un-message')
  await press(page, 'Enregistrer')
  await page.getByText('Règle enregistrée, 1 message traité.').hover()
  await page.getByRole('row', { name: /Compte rendu de mars/ }).waitFor({ state: 'detached' })
  await expect.poll(() => subjectsIn('Comptes rendus')).toEqual(['Compte rendu de mars'])
  await press(page, 'Annuler')
  await page.getByText('1 message est revenu en réception. La règle reste enregistrée.').waitFor()
  await page.getByRole('row', { name: /Compte rendu de mars/ }).waitFor()
  await fromPaul('Compte rendu d’avril')
  await expect.poll(() => subjectsIn('Comptes rendus'), { timeout: 20_000 }).toEqual(['Compte rendu d’avril'])
  expect(await subjectsIn('INBOX')).not.toContain('Compte rendu d’avril')
})

test('a rule written by hand, put before another, out of use, deleted → as the list shows it', async () => {
  await using tab = await signedIn()
  const { page } = tab
  await settings(page, 'Règles')
  await page
    .getByText('de paul@dehors.test : suivre, ranger dans Comptes rendus'.replace(' :', '\u00a0:'))
    .waitFor()
  await press(page, 'Nouvelle règle')
  await page.getByLabel('Nom de la règle').fill('Gros envois')
  await page.getByRole('button', { name: /Condition 1, ce qui est regardé/ }).click()
  await page.getByRole('option', { name: 'Plus lourd que' }).click()
  await page.getByLabel('Condition 1, valeur').fill('5')
  await press(page, 'Ajouter une condition')
  await page
    .getByRole('button', { name: /Condition 2, ce qui est regardé/ })
    .and(page.locator(':focus'))
    .waitFor()
  await press(page, 'Ajouter une condition')
  await press(page, 'Retirer la condition 3')
  await page.getByRole('button', { name: 'Retirer la condition 2' }).and(page.locator(':focus')).waitFor()
  await page.getByRole('button', { name: /Condition 2, ce qui est regardé/ }).click()
  await page.getByRole('option', { name: 'Pièce jointe' }).click()
  await press(page, 'Enregistrer')
  await page.getByText('Règle enregistrée.').waitFor()
  await press(page, 'Autres actions sur la règle Gros envois')
  await page.getByRole('menuitem', { name: 'Appliquer plus tôt' }).click()
  await page.locator('.rule-rows > li').first().getByText('Gros envois').waitFor()
  await page.getByRole('checkbox', { name: 'Règle Gros envois active' }).click({ force: true })
  await page.getByText('Désactivée').waitFor()
  await look(page, 'regles')
  await press(page, 'Modifier la règle Gros envois')
  await page.getByLabel('Condition 1, valeur').waitFor()
  await look(page, 'regle')
  await press(page, 'Annuler')
  await press(page, 'Autres actions sur la règle Gros envois')
  await page.getByRole('menuitem', { name: 'Supprimer' }).click()
  await page.getByRole('alertdialog', { name: /^Supprimer/ }).waitFor()
  await look(page, 'supprimer')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Supprimer' }).click()
  await page.getByText('Gros envois', { exact: true }).waitFor({ state: 'detached' })
})

test('an absence → whoever wrote is answered, a banner says so, one press ends it', async () => {
  await using tab = await signedIn()
  const { page } = tab
  await settings(page, 'Absence')
  await page.getByLabel('Réponse', { exact: true }).fill('Bonjour,\n\nJe reviens "bientôt".\n.\nClaire')
  await look(page, 'absence')
  await press(page, 'Activer la réponse automatique')
  await page.getByText('Réponse automatique enregistrée.').waitFor()
  await look(page, 'absence-active')
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click()
  await page.getByText(/Votre réponse automatique est activée jusqu’au/).waitFor()
  await look(page, 'bandeau')
  const messageId = await fromPaul('Question')
  const answer = await eventually(
    'the answer',
    () => away.mailHost.arrived.find(({ message }) => message.includes(`In-Reply-To: ${messageId}`)) ?? null,
  )
  expect(answer).toMatchObject({ from: '', recipients: ['paul@dehors.test'] })
  expect(answer.message).toContain('Subject: Absence')
  await press(page, 'Arrêter la réponse automatique')
  await page.getByText('La réponse automatique est arrêtée.').waitFor()
  await page.getByText(/Votre réponse automatique est activée/).waitFor({ state: 'detached' })
})

test('a forward to the outside → refused; to a neighbour → there, with a copy here', async () => {
  await using tab = await signedIn()
  const { page } = tab
  await settings(page, 'Renvoi automatique')
  await page.getByLabel('Adresse 1').fill('claire@dehors.test')
  await press(page, 'Activer le renvoi automatique')
  await page.getByText(/Cette adresse est hors du Département/).waitFor()
  await look(page, 'renvoi-refuse')
  await page.getByLabel('Adresse 1').fill(claire)
  await press(page, 'Activer le renvoi automatique')
  await page.getByText('Cette adresse mène déjà à cette boîte.').waitFor()
  await page.getByLabel('Adresse 1').fill(neighbour)
  await press(page, 'Activer le renvoi automatique')
  await page.getByText('Le courrier de cette boîte est renvoyé.').waitFor()
  await look(page, 'renvoi')
  const messageId = await fromPaul('À faire suivre')
  expect(await inInbox(neighbour, messageId)).toContain(`X-Sieve-Redirected-From: ${claire}`)
  await expect.poll(() => subjectsIn('Comptes rendus')).toContain('À faire suivre')
  await press(page, 'Arrêter le renvoi automatique')
  await page.getByText('Le renvoi automatique est arrêté.').waitFor()
})

test('rules that another program put in use → told, kept beside a new one, and both do their work', async () => {
  await putRules(
    paths,
    claire,
    'require ["fileinto", "mailbox"]; if header :contains "subject" "budget" { fileinto :create "Budget"; }',
  )
  await using tab = await signedIn()
  const { page } = tab
  await settings(page, 'Règles')
  await page.getByText('Ces règles ont été écrites par un autre logiciel').waitFor()
  await look(page, 'autre-logiciel')
  await press(page, 'Modifier la règle Paul Martin')
  await page.getByText('Ne pas appliquer les règles suivantes').click()
  await press(page, 'Enregistrer')
  await page.getByText(/d’un autre logiciel s’appliquent après celles-ci/).waitFor()
  await look(page, 'regles-gardees')
  await fromPaul('Le budget')
  await expect.poll(() => subjectsIn('Budget').catch(() => []), { timeout: 20_000 }).toEqual(['Le budget'])
  expect(await subjectsIn('Comptes rendus')).toContain('Le budget')
})

test('nobody takes rules → said in words, mail as ever, nothing lost; and there again when asked again', async () => {
  await using tab = await signedIn()
  const { page } = tab
  const problem = { type: 'x', code: 'rules-away', title: 'x', status: 503 }
  await page.route('**/rules', (route) => route.fulfill({ status: 503, json: problem }))
  await page.reload()
  await settings(page, 'Règles')
  await page.getByText('Les règles ne répondent pas pour le moment').waitFor()
  expect(await page.getByText('Le service ne répond pas').count()).toBe(0)
  await look(page, 'indisponible')
  await page.unroute('**/rules')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Réessayer' }).click()
  await dialog.getByText('Paul Martin').waitFor()
})
