// Pictures in the text of a message that is being written, at every width and in both themes, with all of axe's rules.

import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { type Given, give } from '#test/support/browser/given-files.ts'
import { madePng } from '#test/support/browser/made-png.ts'
import {
  begin,
  button,
  fill,
  onlyDraft,
  webmailInBrowser,
  windowOf,
} from '#test/support/webmail/webmail-writing.ts'

const openWebmail = webmailInBrowser('text-pictures')

const plan: Given = { name: 'image.png', type: 'image/png', octets: madePng(1200, 500) }

const pictureIn = (window: Locator) => window.locator('.compose-picture img')
const widthIn = async (html: string) => /<img[^>]*width="(\d+)"/.exec(html)?.[1]

test('a screenshot pasted → in the text at its width, in the draft, no file; sized, described, removed and brought back', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Plan', text: 'Voici le plan' })
  await give(page, 'paste', '.compose-text', [plan])
  await pictureIn(window).waitFor()
  await expect.poll(() => onlyDraft(webmail).content.html).toMatch(/<img src="cid:[\da-f-]{36}@picture/)
  expect(await widthIn(onlyDraft(webmail).content.html)).toBe('640')
  await window.getByText(/Avec les images du texte/).waitFor()
  expect(onlyDraft(webmail).attachments).toEqual([])
  await pictureIn(window).click()
  const bar = window.getByRole('toolbar', { name: 'Image' })
  await button(bar, 'Largeur du texte').and(window.locator('[aria-pressed=true]')).waitFor()
  await inOrder('picture')
  await button(bar, 'Supprimer l’image').click()
  await pictureIn(window).waitFor({ state: 'detached' })
  await page.keyboard.press('Control+z')
  await pictureIn(window).waitFor()
  await pictureIn(window).click()
  await button(bar, 'Petite').click()
  await window.locator('.compose-picture img[width="240"]').waitFor()
  await button(bar, 'Taille d’origine').click()
  await window.locator('.compose-picture img[width="1200"]').waitFor()
  await button(bar, 'Décrire').click()
  const described = page.getByRole('dialog', { name: 'Décrire l’image' })
  await described.getByLabel('Description de l’image').fill('Plan de la salle des fêtes')
  await inOrder('picture-described')
  await described.getByLabel('Description de l’image').press('Enter')
  await described.waitFor({ state: 'detached' })
  await window.getByAltText('Plan de la salle des fêtes').waitFor()
  await window.locator('.compose-text:focus').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Message envoyé.').waitFor()
  expect(onlyDraft(webmail).content.html).toMatch(
    /<img src="cid:[^"]+" alt="Plan de la salle des fêtes" width="1200" style="max-width: 100%; height: auto;">/,
  )
})

test('dropped → onto the text into it, beside it attached, what is no picture attached; by the button → into the text', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Plan', text: 'Voici' })
  const drawn = { name: 'logo.svg', type: 'image/svg+xml', octets: Buffer.from('<svg/>') }
  const false_ = { name: 'faux.png', type: 'image/png', octets: Buffer.from('<svg/>') }
  await give(page, 'dragover', '.composer', [plan])
  await window.getByText('Dans le texte').waitFor()
  await inOrder('picture-dropped')
  await give(page, 'drop', '[data-drop="text"]', [plan, drawn, false_])
  await pictureIn(window).waitFor()
  const files = window.getByRole('list', { name: 'Pièces jointes' })
  for (const { name } of [drawn, false_]) await button(files, `Retirer ${name}`).waitFor()
  await give(page, 'dragover', '.composer', [plan])
  await window.locator('[data-drop="files"]').waitFor()
  await give(page, 'drop', '[data-drop="files"]', [{ ...plan, name: 'beside.png' }])
  await button(files, 'Retirer beside.png').waitFor()
  expect(await pictureIn(window).count()).toBe(1)
  const chosen = page.waitForEvent('filechooser')
  await button(window, 'Insérer une image').click()
  const buffer = madePng(120, 80)
  await (await chosen).setFiles([{ name: 'Blason.png', mimeType: 'image/png', buffer }])
  await expect.poll(() => pictureIn(window).count()).toBe(2)
  await expect.poll(() => onlyDraft(webmail).content.html).toContain('alt="Blason"')
  await inOrder('pictures')
})

test('cut and pasted within the text → it moves; one of a page elsewhere does not come', async () => {
  await using writing = await openWebmail()
  const { page } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Plan', text: 'Voici' })
  await give(page, 'paste', '.compose-text', [plan])
  await pictureIn(window).waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+x')
  await pictureIn(window).waitFor({ state: 'detached' })
  await page.keyboard.press('Control+v')
  await pictureIn(window).waitFor()
  await page.evaluate(`(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', '<p>Suite <<img>img src="https://away.test/p.png" width="300"><img src="cid:x@away.test"></p>')
    const pasted = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData })
    document.querySelector('.compose-text').dispatchEvent(pasted)
  })()`)
  await window.getByText('Suite').waitFor()
  expect(await window.locator('.compose-text img').count()).toBe(1)
})

test('on a phone → no wider than the screen, and its bar within it', async () => {
  await using writing = await openWebmail('/b/mairie@mairie-saulieu.test/INBOX', 'phone')
  const { page } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Plan', text: 'Voici' })
  await give(page, 'paste', '.compose-text', [plan])
  await pictureIn(window).click()
  const bar = window.getByRole('toolbar', { name: 'Image' })
  for (const each of [pictureIn(window), bar]) {
    const box = await each.boundingBox()
    expect((box?.x ?? 0) + (box?.width ?? 1000)).toBeLessThanOrEqual(390)
  }
})

test('a tab that was killed before it came → said where it stood, and the message does not leave so', async () => {
  await using writing = await openWebmail('/b/mairie@mairie-saulieu.test/Drafts')
  const { page, webmail } = writing
  const html = `<p>Voici <img src="cid:${crypto.randomUUID()}@picture.vaguemestre" alt="Plan"></p>`
  webmail.drafts.set(crypto.randomUUID(), {
    ...{ revision: crypto.randomUUID(), uid: 7, attachments: [], times: 1 },
    content: {
      ...{ from: 'mairie@mairie-saulieu.test', cc: [], bcc: [], subject: 'Plan', about: null },
      ...{ to: [{ name: '', address: 'a@b.test' }], html, receipt: false },
    },
  })
  await page.reload()
  await page.getByRole('row', { name: /Plan/ }).click()
  const window = windowOf(page, 'Nouveau message')
  await window.getByText('Cette image n’a pas été enregistrée. Insérez-la de nouveau.').waitFor()
  await window.locator('.compose-text:focus').waitFor()
  await page.keyboard.press('Control+Enter')
  await window.getByText(/Une image du texte n’a pas pu être enregistrée/).waitFor()
  expect(webmail.sent).toEqual([])
})
