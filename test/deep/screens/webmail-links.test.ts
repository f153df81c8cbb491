// A file in which a leak was found goes by a link instead; what was sent so is listed, and withdrawn.

import { expect, test } from 'vitest'
import { begin, button, fill, onlyDraft, webmailInBrowser } from '#test/support/webmail/webmail-writing.ts'

const openWebmail = webmailInBrowser('links')

test('a leak in a file → replaced by a link: the file leaves the draft, the link is in the text, the password is said once and by its button alone left', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Paie', text: 'Bonjour, voici la paie.' })
  const chosen = page.waitForEvent('filechooser')
  await button(window, 'Joindre un fichier').click()
  await (await chosen).setFiles([
    { name: 'Paie.xlsx', mimeType: 'application/xlsx', buffer: Buffer.alloc(9_000) },
  ])
  await button(window, 'Retirer Paie.xlsx').waitFor()
  webmail.questions = [
    {
      ...{ kind: 'leak', action: 'warn', final: false },
      leaks: [{ leak: 'nir', count: 4, where: 'Paie.xlsx' }],
    },
  ]
  await button(window, 'Envoyer').click()
  const asked = page.getByRole('alertdialog')
  await button(asked, 'Remplacer par un lien sécurisé').waitFor()
  await inOrder('question')
  await button(asked, 'Remplacer par un lien sécurisé').click()
  const offered = page.getByRole('dialog', { name: 'Envoyer par un lien' })
  await offered.waitFor()
  await inOrder('offered')
  expect(await offered.getByLabel('Demander un mot de passe').isChecked()).toBe(true)
  expect(await offered.getByLabel('Demander un mot de passe').isDisabled()).toBe(true)
  await button(offered, 'Remplacer par un lien').click()
  const told = page.getByRole('dialog', { name: 'Mot de passe du lien' })
  await told.getByText('k7fm-2qpx-9abc').waitFor()
  await inOrder('password')
  await page.keyboard.press('Escape')
  await page.mouse.click(4, 4)
  expect(await button(told, 'Fermer').count()).toBe(0)
  expect(await told.getByText('k7fm-2qpx-9abc').isVisible()).toBe(true)
  await button(told, 'J’ai noté le mot de passe').click()
  await window.getByText(/Fichier à télécharger.*Paie.xlsx/).waitFor()
  await inOrder('block')
  webmail.questions = []
  await button(window, 'Envoyer').click()
  await page.getByText('Message envoyé.').waitFor()
  const { attachments, content } = onlyDraft(webmail)
  expect(attachments).toEqual([])
  expect(content.html).toContain('/fichier/AbCdEfGhIjKlMnOpQrStUvWxYz012345')
  expect(content.html).not.toContain('k7fm')
})

test('a file of 21 MB, given up → neither attached nor sent; attached anyway → attached', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Film', text: 'Bonjour' })
  const give = async () => {
    const chosen = page.waitForEvent('filechooser')
    await button(window, 'Joindre un fichier').click()
    await (await chosen).setFiles([
      { name: 'Film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(21_000_000) },
    ])
  }
  const offered = page.getByRole('dialog', { name: 'Envoyer par un lien' })
  await give()
  await offered.getByText(/risque d’être refusé/).waitFor()
  await inOrder('heavy')
  await button(offered, 'Annuler').click()
  await offered.waitFor({ state: 'detached' })
  expect(await window.getByText('Film.mp4').count()).toBe(0)
  await give()
  await button(offered, 'Joindre quand même').click()
  await button(window, 'Retirer Film.mp4').waitFor()
  expect(onlyDraft(webmail).attachments.map(({ name }) => name)).toEqual(['Film.mp4'])
})

test('a heavy PDF dropped on the text, another dropped over the dialog → the first offered as a link, the other nowhere', async () => {
  await using writing = await openWebmail()
  const { page } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Plan', text: 'Bonjour' })
  const drop = async (name: string) => {
    const dataTransfer = await page.evaluateHandle(`(() => {
      const given = new DataTransfer()
      given.items.add(new File([new Uint8Array(21_000_000)], '${name}', { type: 'application/pdf' }))
      return given
    })()`)
    return { dataTransfer }
  }
  await window.locator('.compose-text').dispatchEvent('drop', await drop('Plan.pdf'))
  const offered = page.getByRole('dialog', { name: 'Envoyer par un lien' })
  await offered.getByText(/Plan.pdf/).waitFor()
  await offered.dispatchEvent('drop', await drop('Autre.pdf'))
  await button(offered, 'Annuler').click()
  await offered.waitFor({ state: 'detached' })
  expect(await window.getByText(/Plan.pdf|Autre.pdf/).count()).toBe(0)
})

test('files sent by a link → listed with what became of them; one is withdrawn after a question', async () => {
  await using writing = await openWebmail()
  const { page, inOrder } = writing
  await button(page, 'Réglages').click()
  await page.getByRole('tab', { name: 'Fichiers envoyés par lien' }).click()
  await page.getByText('Dossier de consultation, lot 2.zip').waitFor()
  await inOrder('list')
  await button(page, 'Retirer le lien vers Plan du bourg.pdf').click()
  await button(page.getByRole('alertdialog'), 'Retirer le lien').click()
  await page.getByText('Le lien vers Plan du bourg.pdf est retiré.').waitFor()
  await page.getByText('Retiré', { exact: true }).waitFor()
})
