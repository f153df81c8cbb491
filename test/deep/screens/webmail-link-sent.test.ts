// A file that is too heavy to be attached, on a whole installation: sent by a link, read where it came, and fetched by a stranger.

import { createHash, randomBytes } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { downloaded, openBrowser, visit } from '#test/support/browser/browser.ts'
import {
  accountOf,
  type Stack,
  type StackOverview,
  startStack,
  webmailOf,
} from '#test/support/stack/stack.ts'
import { webmailAlbum } from '#test/support/webmail/webmail-album.ts'
import { begin, button, fill } from '#test/support/webmail/webmail-writing.ts'

const look = webmailAlbum('links-page')
let stack: Stack
let overview: StackOverview
let browser: Browser

beforeAll(async () => {
  stack = await startStack()
  overview = await stack.overview()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await stack?.[Symbol.asyncDispose]()
})

async function signedIn(box: string) {
  const account = accountOf(overview, box)
  const visited = await visit(browser, webmailOf(stack))
  const { page } = visited
  await page.goto('/connexion')
  await page.getByLabel('Votre adresse').fill(account.address)
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.getByLabel('Mot de passe', { exact: true }).fill(account.password)
  await page.getByRole('button', { name: 'Ouvrir ma messagerie' }).click()
  await page.getByRole('navigation', { name: /^Dossiers de/ }).waitFor()
  return visited
}

const author = 'philippe.moreau@mairie-saulieu.test'
const reader = 'francois.lambert@mairie-flavigny-sur-ozerain.test'
const digestOf = (octets: Buffer) => createHash('sha256').update(octets).digest('hex')

test('a file of 21 MB → sent by a link with a password; a stranger who has both gets the same octets; withdrawn, nobody does', {
  timeout: 300_000,
}, async () => {
  const buffer = randomBytes(21_000_000)
  await using first = await signedIn(author)
  const { page } = first
  const window = await begin(first)
  await fill(window, { to: reader, subject: 'Plan du bourg', text: 'Bonjour, voici le plan.' })
  const chosen = page.waitForEvent('filechooser')
  await button(window, 'Joindre un fichier').click()
  await (await chosen).setFiles([{ name: 'Plan du bourg.pdf', mimeType: 'application/pdf', buffer }])
  const offered = page.getByRole('dialog', { name: 'Envoyer par un lien' })
  await offered.getByText(/Plan du bourg.pdf \(21.Mo\)/).waitFor()
  await offered.getByText('Demander un mot de passe').click()
  await button(offered, 'Envoyer par un lien').click()
  const told = page.getByRole('dialog', { name: 'Mot de passe du lien' })
  const password = (await told.locator('b').textContent({ timeout: 90_000 })) ?? ''
  expect(password).toMatch(/^\w{4}-\w{4}-\w{4}$/)
  await button(told, 'J’ai noté le mot de passe').click()
  await window.getByText('Fichier à télécharger').waitFor()
  await button(window, 'Envoyer').click()
  await page.getByText('Message envoyé.').waitFor()

  await using second = await signedIn(reader)
  await second.page.goto(`/b/${reader}/INBOX`)
  await second.page.getByRole('row', { name: /Plan du bourg/ }).click({ timeout: 60_000 })
  const link = second.page.frameLocator('iframe.html-frame').getByRole('link', { name: /\/fichier\// })
  const address = (await link.getAttribute('href')) ?? ''

  await using stranger = await visit(browser, new URL(address))
  await stranger.page.goto(address)
  await stranger.page.getByText('Plan du bourg.pdf').waitFor()
  await look(stranger.page, 'with-password')
  await stranger.page.getByLabel('Mot de passe').fill('aaaa-bbbb-cccc')
  await button(stranger.page, 'Télécharger le fichier').click()
  await stranger.page.getByText('Ce mot de passe n’est pas le bon.').waitFor()
  await look(stranger.page, 'wrong-password')
  await stranger.page.getByLabel('Mot de passe').fill(password.toUpperCase())
  const [download] = await Promise.all([
    stranger.page.waitForEvent('download'),
    button(stranger.page, 'Télécharger le fichier').click(),
  ])
  expect(download.suggestedFilename()).toBe('Plan du bourg.pdf')
  expect(digestOf(await downloaded(download))).toBe(digestOf(buffer))

  await page.goto(`/b/${author}/INBOX`)
  await button(page, 'Réglages').click()
  await page.getByRole('tab', { name: 'Fichiers envoyés par lien' }).click()
  await page.getByText('téléchargé une fois').waitFor()
  await look(page, 'list')
  await button(page, 'Retirer le lien vers Plan du bourg.pdf').click()
  await button(page.getByRole('alertdialog'), 'Retirer le lien').click()
  await page.getByText('Retiré', { exact: true }).waitFor()
  await stranger.page.goto(address)
  await stranger.page.getByRole('heading', { name: 'Ce fichier n’est plus disponible' }).waitFor()
  await look(stranger.page, 'withdrawn')
  await stranger.page.goto(`${address.slice(0, -1)}${address.endsWith('A') ? 'B' : 'A'}`)
  await stranger.page.getByRole('heading', { name: 'Ce lien ne mène à aucun fichier' }).waitFor()
  expect(stranger.complaints).toEqual([])
})
