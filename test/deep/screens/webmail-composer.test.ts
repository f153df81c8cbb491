// Writing a message in the webmail, at every width and in both themes, with all of axe's rules: what is typed is kept.

import { expect, test } from 'vitest'
import {
  begin,
  button,
  fill,
  inbox,
  killTab,
  onlyDraft,
  webmailInBrowser,
  windowOf,
} from '#test/support/webmail/webmail-writing.ts'

const openWebmail = webmailInBrowser('composer')

test('a message that is written → saved as a draft without moving the focus, and closed it is in the drafts', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await window.locator('[role=combobox]:focus').waitFor()
  await inOrder('new')
  await fill(window, { to: 'bureau@amis-morvan.test', subject: 'Salle des fêtes', text: 'Bonjour,' })
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('samedi')
  await window.getByText('Brouillon enregistré à 14 h 12').waitFor()
  await window.locator('.compose-text:focus').waitFor()
  await inOrder('saved')
  await page.keyboard.press('Escape')
  await window.waitFor({ state: 'detached' })
  await expect
    .poll(() => onlyDraft(webmail).content)
    .toMatchObject({
      to: [{ name: '', address: 'bureau@amis-morvan.test' }],
      subject: 'Salle des fêtes',
      html: '<p>Bonjour,</p><p><strong>samedi</strong></p>',
    })
  await page.getByRole('link', { name: /Brouillons/ }).click()
  await page.getByRole('row', { name: /Salle des fêtes/ }).click()
  const again = windowOf(page, 'Nouveau message')
  await again.getByText('samedi').waitFor()
  expect(await again.getByLabel('Objet').inputValue()).toBe('Salle des fêtes')
  await button(page, 'Écrire').click()
  await expect.poll(() => page.locator('.composer').count()).toBe(2)
  await inOrder('two-windows')
})

test('recipients → suggestions by keyboard, several pasted, a bad address kept and marked, edited and removed', async () => {
  await using writing = await openWebmail()
  const { page, inOrder } = writing
  const window = await begin(writing)
  const field = window.getByRole('combobox', { name: 'Destinataires' })
  const chips = window.getByRole('list', { name: 'Destinataires' })
  await page.keyboard.type('lem')
  await page.getByRole('option', { name: /Pascale Lemaire/ }).waitFor()
  await inOrder('suggestions')
  await page.keyboard.press('Enter')
  await chips.getByText('Marc Lemoine').waitFor()
  await page.keyboard.type('cons')
  await page.getByRole('option', { name: /Conseil.*2 personnes/ }).waitFor()
  await page.keyboard.press('Enter')
  await chips.getByText('Pascale Lemaire').waitFor()
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Delete')
  // The focus goes on to the recipient that is left with the next frame.
  await chips.locator('[data-chip]:focus').waitFor()
  await field.focus()
  await page.evaluate(`(() => {
    const input = document.querySelector('.composer [role=combobox]')
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'Claire <claire@saulieu.test>\\naccueil@exemple')
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })()`)
  await chips.getByText('Claire', { exact: false }).first().waitFor()
  await button(chips, /accueil@exemple.*adresse incomplète/).waitFor()
  await inOrder('recipients')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Enter')
  await window.locator('[role=combobox]:focus').waitFor()
  expect(await field.inputValue()).toBe('accueil@exemple')
  await page.keyboard.type('.fr')
  await page.keyboard.press('Enter')
  await chips.getByText('accueil@exemple.fr').waitFor()
  await page.keyboard.press('Backspace')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Delete')
  await expect.poll(() => chips.getByRole('listitem').count()).toBe(2)
  expect(await chips.textContent()).not.toContain('claire@')
})

test('an answer → to whom it goes, what it quotes folded and removable; passed on, with its files', async () => {
  await using writing = await openWebmail(`${inbox}/3`)
  const { page, webmail, inOrder } = writing
  await button(page, 'Répondre').click()
  const window = windowOf(page, 'Réponse')
  await window.locator('.compose-text:focus').waitFor()
  await page.keyboard.type('Bien reçu.')
  await window.getByText('Sophie Vauthier').waitFor()
  await button(window, 'Afficher le texte cité').click()
  await window.frameLocator('iframe.html-frame').getByText('30 % pour l’école').waitFor()
  await inOrder('answer')
  await button(window, 'Retirer le texte cité').click()
  await window.locator('.compose-text:focus').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Message envoyé.').waitFor()
  expect(onlyDraft(webmail).content).toMatchObject({ html: '<p>Bien reçu.</p>', about: { quoted: false } })
  await button(page, 'Transférer').click()
  const forward = windowOf(page, 'Transfert')
  await forward.getByText('Facture F-118.pdf').waitFor()
  await button(forward, 'Agrandir').click()
  await page.getByRole('dialog', { name: /^Transfert/ }).waitFor()
  await inOrder('enlarged')
  await button(forward, 'Réduire').click()
  await button(page, /ouvrir la fenêtre/).waitFor()
  await inOrder('small')
})

test('files → by the button and dropped, with how far they are, and taken away; too large → offered as a link', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Convention', text: 'Ci-joint' })
  let arrive = (): void => undefined
  webmail.files = new Promise((resolve) => {
    arrive = resolve
  })
  const chosen = page.waitForEvent('filechooser')
  await button(window, 'Joindre un fichier').click()
  const buffer = Buffer.alloc(214_000)
  await (await chosen).setFiles([{ name: 'Convention.pdf', mimeType: 'application/pdf', buffer }])
  const files = window.getByRole('list', { name: 'Pièces jointes' })
  await button(files, 'Arrêter l’envoi de Convention.pdf').waitFor()
  await inOrder('sending-file')
  arrive()
  await button(files, 'Retirer Convention.pdf').waitFor()
  await page.evaluate(`(() => {
    const target = document.querySelector('.composer')
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['plan'], 'Plan.txt', { type: 'text/plain' }))
    dataTransfer.items.add(new File([new Uint8Array(27_000_000)], 'Film.mp4', { type: 'video/mp4' }))
    for (const kind of ['dragover', 'drop'])
      target.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }))
  })()`)
  const offered = page.getByRole('dialog', { name: 'Envoyer par un lien' })
  await offered.getByText(/Film.mp4 \(27.Mo\) est trop lourd/).waitFor()
  await button(offered, 'Annuler').click()
  await button(files, 'Retirer Plan.txt').waitFor()
  await inOrder('files')
  await button(files, 'Retirer Convention.pdf').click()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Message envoyé.').waitFor()
  expect(onlyDraft(webmail).attachments.map(({ name }) => name)).toEqual(['Plan.txt'])
})

test('several signatures → another takes the place of the first, or none; what was written stays', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const signature = (name: string, html: string, isDefault: boolean) => ({
    ...{ id: crypto.randomUUID(), revision: 1, name, html, isDefault, shared: false },
  })
  webmail.signatures = [
    signature('Mairie', '<p>Claire Garnier</p><p>Mairie de Saulieu</p>', true),
    signature('Élections', '<p>Bureau des <strong>élections</strong></p>', false),
  ]
  await page.goto(inbox)
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Listes', text: '' })
  await window.locator('.compose-text p').first().click()
  await page.keyboard.type('Bonjour')
  const text = () => window.locator('.compose-text').innerHTML()
  await expect.poll(text).toContain('<p>Claire Garnier</p><p>Mairie de Saulieu</p>')
  const choose = async (name: string) => {
    await button(window, 'Signature').click()
    await page.getByRole('menuitem', { name }).click()
  }
  await button(window, 'Signature').click()
  await page.getByRole('menuitem', { name: 'Élections' }).waitFor()
  await inOrder('signatures')
  await page.keyboard.press('Escape')
  await choose('Élections')
  await expect.poll(text).toContain('<p>Bureau des <strong>élections</strong></p>')
  expect(await text()).not.toContain('Claire Garnier')
  expect(await text()).toContain('Bonjour')
  await choose('Sans signature')
  await expect.poll(text).not.toContain('élections')
  await choose('Mairie')
  await expect.poll(text).toContain('<p>Mairie de Saulieu</p>')
  await window.getByText(/Brouillon enregistré/).waitFor()
  await expect.poll(() => onlyDraft(webmail).content.html).toMatch(/Bonjour.*Mairie de Saulieu/)
})

test('the service away → kept on this device; a killed tab → offered at the next start, and gone on with', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  webmail.trouble = 'away'
  await fill(window, { to: 'a@b.test', subject: 'Coupure d’eau', text: 'Mardi matin' })
  await window.getByText('Gardé sur cet appareil').waitFor()
  await inOrder('away')
  const next = await killTab(page)
  webmail.trouble = 'none'
  await next.goto(inbox)
  const left = next.getByRole('region', { name: 'Vous n’aviez pas fini ce message' })
  await left.waitFor()
  await inOrder('unfinished', next)
  await button(left, 'Reprendre').click()
  const again = windowOf(next, 'Nouveau message')
  await again.getByText('Mardi matin').waitFor()
  await again.getByText(/Brouillon enregistré/).waitFor()
  expect(onlyDraft(webmail).content.subject).toBe('Coupure d’eau')
  // What the window itself made of the text while it was saved is saved a moment later, and its copy goes with that.
  await expect
    .poll(() => next.evaluate('Object.keys(localStorage).filter((key) => key.includes("writing"))'))
    .toEqual([])
})

test('the session ended → one signs in over the text, which is untouched', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Conseil', text: 'À demain mati' })
  // One key, which is not saved yet when the session ends: the dialog takes those after it.
  await page.keyboard.press('n')
  webmail.trouble = 'signed-out'
  await page.getByRole('dialog', { name: 'Votre session est terminée' }).waitFor()
  await inOrder('session-ended')
  expect(await window.getByLabel('Objet').inputValue()).toBe('Conseil')
  expect(await window.locator('.compose-text').textContent()).toBe('À demain matin')
})

test('signing out with something unsaved → told; all the same, nothing of it stays in the browser', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  webmail.trouble = 'away'
  await fill(window, { to: 'a@b.test', subject: 'Conseil', text: 'À demain' })
  await window.getByText('Gardé sur cet appareil').waitFor()
  const signOut = async () => {
    await button(page, 'Claire Bonnard, mon compte').click()
    await page.getByRole('menuitem', { name: 'Se déconnecter' }).click()
  }
  await signOut()
  await page.getByText('Un message n’est pas encore enregistré.').waitFor()
  await inOrder('signing-out-unsaved')
  // It says so for ten seconds: a button that is about to leave is not pressed.
  await page.getByText('Un message n’est pas encore enregistré.').waitFor({ state: 'detached' })
  await signOut()
  const kept = () =>
    page.evaluate('Object.keys(localStorage).filter((key) => key.includes("writing")).length')
  expect(await kept()).toBe(1)
  await button(page, 'Se déconnecter quand même').click()
  await page.waitForURL('**/connexion')
  expect(await kept()).toBe(0)
})

test('thrown away → gone at once, and back by « Annuler »', async () => {
  await using writing = await openWebmail()
  const { page, webmail } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Brouillon', text: 'À jeter' })
  await window.getByText(/Brouillon enregistré/).waitFor()
  await button(window, 'Supprimer le brouillon').click()
  await window.waitFor({ state: 'detached' })
  await button(page, 'Annuler').click()
  await windowOf(page, 'Nouveau message').getByText('À jeter').waitFor()
  expect(webmail.drafts.size).toBe(1)
})

test('single keys that are on → c, r, a and f write; in what is written none of them is heard', async () => {
  await using writing = await openWebmail(`${inbox}/3`)
  const { page, webmail } = writing
  webmail.shortcuts = true
  // What the page asked before it knew of them is not waited for.
  await page.goto('about:blank')
  const settings = page.waitForResponse((answer) => new URL(answer.url()).pathname.endsWith('/settings'))
  await page.goto(`${inbox}/3`)
  await (await settings).finished()
  await button(page, 'Répondre').waitFor()
  await page.evaluate(
    'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(null))))',
  )
  for (const [key, title] of [
    ['c', 'Nouveau message'],
    ['r', 'Réponse'],
    ['a', 'Réponse'],
    ['f', 'Transfert'],
  ] as const) {
    await page.keyboard.press(key)
    const window = windowOf(page, title)
    await window.locator('.compose-text').waitFor()
    await button(window, 'Supprimer le brouillon').focus()
    await page.keyboard.press('e')
    await page.keyboard.press('c')
    expect(await page.locator('.composer').count()).toBe(1)
    await page.keyboard.press('Escape')
    await window.waitFor({ state: 'detached' })
    await page
      .getByRole('heading', { name: /Toiture/ })
      .first()
      .waitFor()
  }
})

test('a link to an address in a message, and Tab in the text → a message to it; the focus leads on', async () => {
  await using writing = await openWebmail(`${inbox}/3`)
  const { page } = writing
  await page.frameLocator('iframe.html-frame').getByRole('link', { name: 'Écrire' }).click()
  const window = windowOf(page, 'Nouveau message')
  await window.getByText('devis@vauthier.test').waitFor()
  expect(await window.getByLabel('Objet').inputValue()).toBe('Devis')
  await window.locator('.compose-text:focus').waitFor()
  await page.keyboard.press('Tab')
  await window.locator('.compose-text:not(:focus)').waitFor()
})

test('a draft of another program with a picture, gone on with → the picture stays; one that is pasted does not come', async () => {
  await using writing = await openWebmail('/b/mairie@mairie-saulieu.test/Drafts')
  const { page, webmail } = writing
  webmail.drafts.set(crypto.randomUUID(), {
    ...{ revision: crypto.randomUUID(), uid: 7, attachments: [], times: 1 },
    content: {
      ...{ from: 'mairie@mairie-saulieu.test', to: [], cc: [], bcc: [], subject: 'Plan', about: null },
      ...{ html: '<p>Voici <img src="cid:plan" alt="Plan du bourg"></p>', receipt: false },
    },
  })
  await page.reload()
  await page.getByRole('row', { name: /Plan/ }).click()
  const window = windowOf(page, 'Nouveau message')
  await window.getByText('Plan du bourg').waitFor()
  await window.locator('.compose-text').click()
  await page.keyboard.press('Control+End')
  await page.evaluate(`(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', '<p style="color:red">le <b>plan</b><img src="https://away.test/a.png"></p>')
    const text = document.querySelector('.compose-text')
    text.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })()`)
  await window.locator('.compose-text strong').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => onlyDraft(webmail).content.html).toContain('<strong>plan</strong>')
  expect(onlyDraft(webmail).content.html).toContain('<img src="cid:plan" alt="Plan du bourg">')
  expect(onlyDraft(webmail).content.html).not.toMatch(/away|red/)
})

test('a box that one may only read → nothing to write with', async () => {
  await using writing = await openWebmail('/b/mairie@thoisy-la-berchere.test/INBOX/3')
  const { page, inOrder } = writing
  await page.frameLocator('iframe.html-frame').getByText('Voici la facture.').waitFor()
  await inOrder('read-only')
  expect(await button(page, 'Écrire').count()).toBe(0)
  expect(await button(page, 'Répondre').count()).toBe(0)
})
