// Drafts in the webmail: what was written or attached is there again, whatever happens in between.

import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'
import {
  begin,
  button,
  fill,
  inbox,
  killTab,
  onlyDraft,
  type Writing,
  webmailInBrowser,
  windowOf,
} from '#test/support/webmail/webmail-writing.ts'

const openWebmail = webmailInBrowser('drafts')

const attach = async (page: Page, path: string): Promise<void> => {
  const chooser = page.waitForEvent('filechooser')
  await button(windowOf(page, 'Nouveau message'), 'Joindre un fichier').click()
  await (await chooser).setFiles(path)
}

test('a file that was taken away before it came → said at that file, which can be taken off; the draft goes on', async () => {
  await using writing = await openWebmail()
  await using folder = await temporaryFolder()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Plan', text: 'Le voici' })
  webmail.trouble = 'away'
  const path = join(folder.path, 'plan.pdf')
  await writeFile(path, 'plan')
  await attach(page, path)
  await window.getByText('plan.pdf').waitFor()
  await rm(path)
  webmail.trouble = 'none'
  await window.getByText('illisible : fichier déplacé, modifié, ou dossier').waitFor()
  await window.getByText(/Brouillon enregistré/).waitFor()
  await inOrder('unreadable')
  await button(window, 'Retirer plan.pdf').click()
  await button(window, 'Envoyer').click()
  await page.getByText('Message envoyé.').waitFor()
  expect(webmail.outbox.map(({ subject }) => subject)).toEqual(['Plan'])
})

test('thrown away for good by now, and taken back → there again, with its files', async () => {
  await using writing = await openWebmail()
  await using folder = await temporaryFolder()
  const { page, webmail } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Plan', text: 'Le voici' })
  const path = join(folder.path, 'plan.pdf')
  await writeFile(path, 'plan')
  await attach(page, path)
  await expect.poll(() => webmail.drafts.values().next().value?.attachments.length).toBe(1)
  await button(window, 'Supprimer le brouillon').click()
  await expect.poll(() => webmail.drafts.size, { timeout: 30_000 }).toBe(0)
  await page.getByText('Brouillon supprimé.').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+z')
  await windowOf(page, 'Nouveau message').getByText('plan.pdf').waitFor()
  await expect
    .poll(() => webmail.drafts.values().next().value?.attachments)
    .toMatchObject([{ name: 'plan.pdf' }])
})

test('a message that is passed on, and its tab is killed before anything is saved → its files are there again', async () => {
  await using writing = await openWebmail(`${inbox}/3`)
  const { page, webmail } = writing
  await button(page, 'Transférer').click()
  const window = windowOf(page, 'Transfert')
  await window.getByText('Facture F-118.pdf').waitFor()
  webmail.trouble = 'away'
  await window.locator('.compose-text').click()
  await page.keyboard.type('Pour information')
  await window.getByText('Gardé sur cet appareil').waitFor()
  const next = await killTab(page)
  webmail.trouble = 'none'
  await next.goto(inbox)
  await button(next.getByRole('region', { name: 'Vous n’aviez pas fini ce message' }), 'Reprendre').click()
  await windowOf(next, 'Transfert')
    .getByText(/Facture F-118.pdf|copie-2.pdf/)
    .waitFor()
  await windowOf(next, 'Transfert')
    .getByText(/Brouillon enregistré/)
    .waitFor()
  expect(onlyDraft(webmail).attachments).toHaveLength(1)
})

test('a draft that is being written, opened from the list → its own window, not a second one', async () => {
  await using writing = await openWebmail()
  const { page, webmail } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Plan', text: 'Le voici' })
  await window.getByText(/Brouillon enregistré/).waitFor()
  await expect.poll(() => onlyDraft(webmail).content.html).toContain('Le voici')
  await page.getByRole('link', { name: /Brouillons/ }).click()
  await page.getByRole('row', { name: /Plan/ }).click()
  await window.locator('.compose-text').click()
  await page.keyboard.type(' enfin')
  await window.getByText('enfin').waitFor()
  expect(await page.locator('.composer').count()).toBe(1)
})

/** As somebody else does in another window. */
function changedElsewhere({ webmail }: Pick<Writing, 'webmail'>): void {
  for (const [draft, known] of webmail.drafts)
    webmail.drafts.set(draft, {
      ...{ ...known, uid: known.uid + 500, revision: crypto.randomUUID() },
      content: { ...known.content, html: '<p>La leur</p>' },
    })
}

test('changed elsewhere, and sent from here → not sent; one’s own version is kept beside it, and leaves', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Plan', text: 'La mienne' })
  await window.getByText(/Brouillon enregistré/).waitFor()
  await expect.poll(() => onlyDraft(webmail).content.html).toContain('La mienne')
  changedElsewhere(writing)
  await button(window, 'Envoyer').click()
  await window.getByText('Quelqu’un a modifié ce brouillon entre-temps.').waitFor()
  await inOrder('conflict')
  await button(window, 'Garder ma version à part').click()
  await expect.poll(() => webmail.drafts.size).toBe(2)
  await window.getByText('Quelqu’un a modifié ce brouillon entre-temps.').waitFor({ state: 'detached' })
  await window.locator('.compose-text:focus').waitFor()
  await button(window, 'Envoyer').click()
  await page.getByText('Message envoyé.').waitFor()
  expect(webmail.outbox).toHaveLength(1)
})

test('changed elsewhere, and sent from here → the other version is opened in its place, and one’s own stays a draft', async () => {
  await using writing = await openWebmail()
  const { page, webmail } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Plan', text: 'La mienne' })
  await window.getByText(/Brouillon enregistré/).waitFor()
  await expect.poll(() => onlyDraft(webmail).content.html).toContain('La mienne')
  changedElsewhere(writing)
  await button(window, 'Envoyer').click()
  await button(window, 'Voir l’autre version').click()
  await page.locator('.composer').getByText('La leur').waitFor()
  expect(await page.locator('.composer').count()).toBe(1)
  expect([webmail.outbox.length, webmail.drafts.size]).toEqual([0, 2])
})

test('a colleague answers the same conversation → told where it is read and where it is answered, and nobody is kept from it', async () => {
  await using writing = await openWebmail(`${inbox}/3`)
  const { page, webmail, inOrder } = writing
  webmail.writers.push({ person: 'Marc Lemoine', at: new Date().toISOString() })
  await page.reload()
  await page.locator('.pane').getByText('Marc Lemoine est en train de répondre.').waitFor()
  await button(page, 'Répondre').click()
  const window = windowOf(page, 'Réponse')
  await window.getByText('Marc Lemoine est en train de répondre.').waitFor()
  await inOrder('answering')
  await window.locator('.compose-text').click()
  await page.keyboard.type('Bonjour')
  await button(window, 'Envoyer').click()
  await page.getByText('Message envoyé.').waitFor()
})
