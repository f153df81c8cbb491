// Writing a message, as the webmail is built, in a real browser, in front of an API that remembers: what is typed is kept, what
// is sent can be taken back, what is asked is asked once; at every width and in both themes, with all of axe's rules.

import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFindings, openBrowser, takePictures, visit, type Width } from '#test/support/browser.ts'
import { type WebmailOnFixtures, webmailOnFixtures } from '#test/support/webmail-on-fixtures.ts'

const opened = new AsyncDisposableStack()
let browser: Browser
/** Where pictures go, for whoever wants to look. */
const album = process.env.VAGUEMESTRE_PICTURES

beforeAll(async () => {
  browser = await openBrowser()
  opened.defer(() => browser.close())
})

afterAll(() => opened.disposeAsync())

interface Writing extends AsyncDisposable {
  readonly page: Page
  readonly webmail: WebmailOnFixtures
  /** Nothing wrong in either theme; and a picture of it. */
  readonly inOrder: (name: string) => Promise<void>
}

const inbox = '/b/mairie@mairie-saulieu.test/INBOX'

async function openWebmail(path = inbox, width: Width = 'desk'): Promise<Writing> {
  await using parts = new AsyncDisposableStack()
  const webmail = parts.use(await webmailOnFixtures())
  const { page, complaints } = parts.use(await visit(browser, webmail.origin, width))
  await page.goto(path)
  const rest = parts.move()
  return {
    ...{ page, webmail },
    async inOrder(name) {
      if (album !== undefined) await takePictures({ folder: album, page }, `compose-${name}`)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await axeFindings(page), `${name}, ${colorScheme}`).toEqual([])
      }
      // The frame of messages is of another host.
      expect(complaints.filter((each) => !each.startsWith('asked 127.0.0.1'))).toEqual([])
    },
    [Symbol.asyncDispose]: () => rest.disposeAsync(),
  }
}

const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', { name, exact: typeof name === 'string' })

const windowOf = (page: Page, title: string): Locator => page.locator(`.composer[aria-label^="${title}"]`)

async function begin({ page }: Pick<Writing, 'page'>): Promise<Locator> {
  await button(page, 'Écrire').click()
  const window = windowOf(page, 'Nouveau message')
  await window.waitFor()
  return window
}

async function fill(window: Locator, to: string, subject: string, text: string): Promise<void> {
  await window.getByRole('combobox', { name: 'Destinataires' }).fill(`${to},`)
  await window.getByLabel('Objet').fill(subject)
  await window.getByRole('textbox', { name: 'Texte du message' }).click()
  await window.page().keyboard.type(text)
}

const onlyDraft = ({ drafts }: WebmailOnFixtures) => {
  const [draft] = drafts.values()
  if (draft === undefined) throw new Error('no draft')
  return draft
}

test('a message that is written → saved as a draft without moving the focus, and closed it is in the drafts', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  expect(await window.getByRole('combobox').evaluate((field) => field === document.activeElement)).toBe(true)
  await inOrder('new')
  await fill(window, 'bureau@amis-morvan.test', 'Salle des fêtes', 'Bonjour,')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('samedi')
  await window.getByText('Brouillon enregistré à 14 h 12').waitFor()
  expect(await window.locator('.compose-text').evaluate((text) => text === document.activeElement)).toBe(true)
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
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await chips.getByText('Marc Lemoine').waitFor()
  await field.evaluate((input) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'Claire <claire@saulieu.test>\naccueil@exemple')
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await chips.getByText('Claire', { exact: false }).first().waitFor()
  await button(chips, /accueil@exemple, adresse incomplète/).waitFor()
  await inOrder('recipients')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Enter')
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

test('sent → told for as long as it can be taken back, and taken back it is open as it was', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, 'bureau@amis-morvan.test', 'Salle des fêtes', 'La salle est réservée.')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Message envoyé.').waitFor()
  await window.waitFor({ state: 'detached' })
  expect(webmail.sent).toMatchObject([{ when: { undoSeconds: 10 }, accepted: [] }])
  await page.getByRole('link', { name: /En attente d’envoi/ }).waitFor()
  await inOrder('sent')
  await button(page, 'Annuler').click()
  const again = windowOf(page, 'Nouveau message')
  await again.getByText('La salle est réservée.').waitFor()
  await again.getByText('bureau@amis-morvan.test').waitFor()
  expect(webmail.outbox).toEqual([])
})

test('questions before it leaves → asked once, each can be gone past, and back leads to what is asked about', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, 'a@b.test', 'Dossier', 'Numéro de sécurité sociale ci-joint')
  webmail.questions = [
    { kind: 'no-attachment', word: 'ci-joint', final: false },
    {
      ...{ kind: 'leak', action: 'justify', final: false },
      leaks: [{ leak: 'nir', count: 1, where: 'body' }],
    },
  ]
  await button(window, 'Envoyer').click()
  const asked = page.getByRole('alertdialog', { name: 'Avant l’envoi' })
  await asked.waitFor()
  await inOrder('questions')
  await page.keyboard.press('Escape')
  await asked.waitFor({ state: 'detached' })
  await expect
    .poll(() => button(window, 'Joindre un fichier').evaluate((each) => each === document.activeElement))
    .toBe(true)
  await button(window, 'Envoyer').click()
  await button(asked, 'Envoyer quand même').click()
  await asked.getByText('Écrivez une raison, en quelques mots.').waitFor()
  await asked.getByLabel('Pourquoi ce message doit partir').fill('Demandé par la caisse')
  await button(asked, 'Envoyer quand même').click()
  await page.getByText('Message envoyé.').waitFor()
  expect(webmail.sent.at(-1)).toMatchObject({
    accepted: ['no-attachment', 'leak'],
    justification: 'Demandé par la caisse',
  })
})

test('what cannot leave → no way past it, the address marked, the text kept', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, 'nobody@mairie-saulieu.test', 'Objet', 'Texte')
  webmail.questions = [{ kind: 'unknown-recipient', addresses: ['nobody@mairie-saulieu.test'], final: true }]
  await button(window, 'Envoyer').click()
  const asked = page.getByRole('alertdialog', { name: /nobody@mairie-saulieu.test n’existe pas/ })
  await asked.waitFor()
  expect(await button(asked, 'Envoyer quand même').count()).toBe(0)
  await button(asked, 'Revenir au message').click()
  await button(window, /nobody@mairie-saulieu.test, adresse inexistante/).waitFor()
  await window.getByText('Texte', { exact: true }).waitFor()
  await inOrder('unknown')
})

test('an answer → to whom it goes, what it quotes folded and removable, under the keys r and f', async () => {
  await using writing = await openWebmail(`${inbox}/3`)
  const { page, webmail, inOrder } = writing
  await button(page, 'Répondre').click()
  const window = windowOf(page, 'Réponse')
  await page.keyboard.type('Bien reçu.')
  await window.getByText('Sophie Vauthier').waitFor()
  await button(window, 'Afficher le texte cité').click()
  await window.frameLocator('iframe').getByText('30 % pour l’école').waitFor()
  await inOrder('answer')
  await button(window, 'Retirer le texte cité').click()
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

test('files → by the button and dropped, with how far they are, and taken away; too large → said', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, 'a@b.test', 'Convention', 'Ci-joint')
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
  await window.evaluate((target) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['plan'], 'Plan.txt', { type: 'text/plain' }))
    dataTransfer.items.add(new File([new Uint8Array(27_000_000)], 'Film.mp4', { type: 'video/mp4' }))
    for (const kind of ['dragover', 'drop'])
      target.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }))
  })
  await window.getByText(/Film.mp4 n’est pas joint/).waitFor()
  await button(files, 'Retirer Plan.txt').waitFor()
  await inOrder('files')
  await button(files, 'Retirer Convention.pdf').click()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Message envoyé.').waitFor()
  expect(onlyDraft(webmail).attachments.map(({ name }) => name)).toEqual(['Plan.txt'])
})

test('the service away → kept on this device; a killed tab → offered at the next start, and gone on with', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  webmail.trouble = 'away'
  await fill(window, 'a@b.test', 'Coupure d’eau', 'Mardi matin')
  await window.getByText('Gardé sur cet appareil').waitFor()
  await inOrder('away')
  // Gone without a word to the page, as a tab that is killed.
  await page.evaluate('addEventListener("pagehide", (event) => event.stopImmediatePropagation(), true)')
  webmail.trouble = 'none'
  await page.goto('about:blank')
  await page.goto(inbox)
  const left = page.getByRole('region', { name: 'Vous n’aviez pas fini ce message' })
  await left.waitFor()
  await inOrder('unfinished')
  await button(left, 'Reprendre').click()
  const again = windowOf(page, 'Nouveau message')
  await again.getByText('Mardi matin').waitFor()
  await again.getByText(/Brouillon enregistré/).waitFor()
  expect(onlyDraft(webmail).content.subject).toBe('Coupure d’eau')
  expect(await page.evaluate('Object.keys(localStorage).filter((key) => key.includes("writing"))')).toEqual(
    [],
  )
})

test('sent while the service is away → leaves once it is back', async () => {
  await using writing = await openWebmail()
  const { page, webmail } = writing
  const window = await begin(writing)
  await fill(window, 'a@b.test', 'Conseil', 'À demain')
  webmail.trouble = 'away'
  await button(window, 'Envoyer').click()
  await window.getByText('Ce message partira au retour du réseau.').waitFor()
  webmail.trouble = 'none'
  await page.getByText('Message envoyé.').waitFor()
  expect(webmail.outbox.map(({ subject }) => subject)).toEqual(['Conseil'])
})

test('the session ended → one signs in over the text, which is untouched', async () => {
  await using writing = await openWebmail()
  const { page, webmail } = writing
  const window = await begin(writing)
  webmail.trouble = 'signed-out'
  await fill(window, 'a@b.test', 'Conseil', 'À demain')
  await page.getByRole('dialog', { name: 'Votre session est terminée' }).waitFor()
  expect(await window.getByLabel('Objet').inputValue()).toBe('Conseil')
  expect(await window.locator('.compose-text').textContent()).toBe('À demain')
})

test('thrown away → gone at once, and back by « Annuler »', async () => {
  await using writing = await openWebmail()
  const { page, webmail } = writing
  const window = await begin(writing)
  await fill(window, 'a@b.test', 'Brouillon', 'À jeter')
  await window.getByText(/Brouillon enregistré/).waitFor()
  await button(window, 'Jeter le brouillon').click()
  await window.waitFor({ state: 'detached' })
  await button(page, 'Annuler').click()
  await windowOf(page, 'Nouveau message').getByText('À jeter').waitFor()
  expect(webmail.drafts.size).toBe(1)
})

test('an hour that was chosen → in the outbox until then, at another hour, and taken back', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, 'a@b.test', 'Conseil', 'À demain')
  await button(window, 'Autres façons d’envoyer').click()
  await page.getByRole('menuitem', { name: /^Demain à 08/ }).click()
  await page.getByText(/^Envoi programmé le/).waitFor()
  await page.getByRole('link', { name: /En attente d’envoi/ }).click()
  await page.getByRole('heading', { name: 'En attente d’envoi' }).waitFor()
  await inOrder('outbox')
  const before = webmail.outbox[0]?.sendAt
  await button(page, 'Changer l’heure').click()
  const dialog = page.getByRole('dialog', { name: 'Programmer l’envoi' })
  await dialog.getByLabel('Heure').fill('09:30')
  await button(dialog, 'Programmer').click()
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => webmail.outbox[0]?.sendAt).not.toBe(before)
  await button(page, 'Annuler l’envoi').click()
  await windowOf(page, 'Nouveau message').getByText('À demain').waitFor()
  await page.getByText('Aucun message n’attend de partir.').waitFor()
})

test('a message that did not leave → told with why, and mended', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, 'accueil@exmple.test', 'Salle des fêtes', 'Réservée')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Message envoyé.').waitFor()
  const [row] = webmail.outbox
  if (row !== undefined) webmail.outbox[0] = { ...row, state: 'refused', reply: '550 5.1.1 No such user' }
  await page.reload()
  await page.getByText(/« Salle des fêtes » n’est pas parti : une adresse n’existe pas/).waitFor()
  await inOrder('refused')
  await button(page, 'Corriger').click()
  await windowOf(page, 'Nouveau message').getByText('accueil@exmple.test').waitFor()
})

test('on a phone → the whole screen, with sending at its top', async () => {
  await using writing = await openWebmail(inbox, 'phone')
  const { page, inOrder } = writing
  const window = await begin(writing)
  await fill(window, 'Marc Lemoine <marc@mairie-saulieu.test>', 'Travaux', 'Marc présentera les travaux.')
  await window.getByText('Enregistré à 14 h 12').waitFor()
  const { width, height } = (await window.boundingBox()) ?? { width: 0, height: 0 }
  expect([width, height]).toEqual([390, 844])
  await inOrder('phone')
  await button(window, 'Envoyer').click()
  await page.getByText('Message envoyé.').waitFor()
  await inOrder('phone-sent')
})

test('a link to an address in a message, and Tab in the text → a message to it; the focus leads on', async () => {
  await using writing = await openWebmail(`${inbox}/3`)
  const { page } = writing
  await page.frameLocator('iframe').getByRole('link', { name: 'Écrire' }).click()
  const window = windowOf(page, 'Nouveau message')
  await window.getByText('devis@vauthier.test').waitFor()
  expect(await window.getByLabel('Objet').inputValue()).toBe('Devis')
  await window.locator('.compose-text').focus()
  await page.keyboard.press('Tab')
  expect(await window.locator('.compose-text').evaluate((text) => text === document.activeElement)).toBe(
    false,
  )
})

test('a box that one may only read → nothing to write with', async () => {
  await using writing = await openWebmail('/b/mairie@thoisy-la-berchere.test/INBOX/3')
  const { page } = writing
  await page.getByText('Voici la facture.', { exact: false }).first().waitFor()
  expect(await button(page, 'Écrire').count()).toBe(0)
  expect(await button(page, 'Répondre').count()).toBe(0)
})
