// Sending a message from the webmail: it can be taken back, what is asked is asked once, and what did not leave is told.

import { expect, test } from 'vitest'
import { z } from 'zod'
import { mailboxId } from '#http/contract/route.ts'
import { at, boxRows } from '#test/support/webmail/webmail-fixtures.ts'
import {
  begin,
  button,
  fill,
  inbox,
  webmailInBrowser,
  windowOf,
} from '#test/support/webmail/webmail-writing.ts'

const openWebmail = webmailInBrowser('sending')
const boxIds = z.array(mailboxId)

test('sent → told for as long as it can be taken back, and taken back it is open as it was', async () => {
  await using writing = await openWebmail(inbox, 'desk', 90)
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, {
    to: 'bureau@amis-morvan.test',
    subject: 'Salle des fêtes',
    text: 'La salle est réservée.',
  })
  await page.keyboard.press('Control+Enter')
  await page.getByText('Message envoyé.').waitFor()
  await window.waitFor({ state: 'detached' })
  expect(webmail.sent).toMatchObject([{ when: { undoSeconds: 90 }, accepted: [] }])
  await page.getByRole('link', { name: /En attente d’envoi/ }).waitFor()
  await inOrder('sent')
  await button(page, 'Annuler').click()
  const again = windowOf(page, 'Nouveau message')
  await again.getByText('La salle est réservée.').waitFor()
  await again.getByText('bureau@amis-morvan.test').waitFor()
  expect(webmail.outbox).toEqual([])
})

test('the time to take it back is over → nothing promises it any more, whoever points at it', async () => {
  await using writing = await openWebmail(inbox, 'desk', 15)
  const { page } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Conseil', text: 'À demain' })
  await page.keyboard.press('Control+Enter')
  await page.getByText('Message envoyé.').hover()
  await page.getByText('Message envoyé.').waitFor({ state: 'detached' })
})

test('questions before it leaves → asked once, each can be gone past, and back leads to what is asked about', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Dossier', text: 'Numéro de sécurité sociale ci-joint' })
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
  await window.locator('[data-attach]:focus').waitFor()
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
  await fill(window, { to: 'nobody@mairie-saulieu.test', subject: 'Objet', text: 'Texte' })
  webmail.questions = [{ kind: 'unknown-recipient', addresses: ['nobody@mairie-saulieu.test'], final: true }]
  await button(window, 'Envoyer').click()
  const asked = page.getByRole('alertdialog', { name: /nobody@mairie-saulieu.test n’existe pas/ })
  await asked.waitFor()
  expect(await button(asked, 'Envoyer quand même').count()).toBe(0)
  await button(asked, 'Revenir au message').click()
  await button(window, /nobody@mairie-saulieu.test.*adresse inexistante/).waitFor()
  await window.getByText('Texte', { exact: true }).waitFor()
  await inOrder('unknown')
})

test('sent while the service is away → leaves once it is back', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Conseil', text: 'À demain' })
  webmail.trouble = 'away'
  await button(window, 'Envoyer').click()
  await window
    .getByText('Ce message partira dès le retour de la connexion. Laissez cette fenêtre ouverte.')
    .waitFor()
  await inOrder('leaves-later')
  webmail.trouble = 'none'
  await page.getByText('Message envoyé.').waitFor()
  expect(webmail.outbox.map(({ subject }) => subject)).toEqual(['Conseil'])
})

test('the answer is lost on its way → not said to be unsent; asked again, it is one message, and told as sent', async () => {
  await using writing = await openWebmail()
  const { page, webmail } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Conseil', text: 'À demain' })
  webmail.lostAnswers = 2
  await button(window, 'Envoyer').click()
  await window.getByText('Envoi non confirmé, vérification…').waitFor()
  expect(await window.getByText('Le message n’est pas parti').count()).toBe(0)
  await page.getByText('Message envoyé.').waitFor()
  await window.waitFor({ state: 'detached' })
  expect(webmail.outbox.map(({ subject }) => subject)).toEqual(['Conseil'])
  expect(new Set(webmail.sent.map(({ revision }) => revision)).size).toBe(1)
  expect(webmail.sent).toHaveLength(3)
})

test('the answer is lost, and it has left with its draft before anybody asks again → told as sent', async () => {
  await using writing = await openWebmail()
  const { page, webmail } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Conseil', text: 'À demain' })
  webmail.lostAnswers = 2
  await button(window, 'Envoyer').click()
  await window.getByText('Envoi non confirmé, vérification…').waitFor()
  for (const { id } of webmail.outbox.splice(0)) webmail.left.add(id)
  webmail.drafts.clear()
  await page.getByText('Message envoyé.').waitFor()
  await window.waitFor({ state: 'detached' })
  expect([webmail.outbox, webmail.drafts.size]).toEqual([[], 0])
})

test('an hour that was chosen → in the outbox until then, at another hour, and taken back', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Conseil', text: 'À demain' })
  await button(window, 'Autres façons d’envoyer').click()
  await page.getByRole('menuitem', { name: /^Demain à 08/ }).click()
  await page.getByText(/^Envoi programmé le/).waitFor()
  await page.getByRole('link', { name: /En attente d’envoi/ }).click()
  await page.getByRole('heading', { name: 'En attente d’envoi' }).waitFor()
  await inOrder('outbox')
  await page.getByRole('link', { name: /Brouillons/ }).click()
  await page.getByRole('row', { name: /Conseil/ }).click()
  await page.getByText('Ce message attend de partir.').waitFor()
  expect(await page.locator('.composer').count()).toBe(0)
  await page.getByRole('link', { name: /En attente d’envoi/ }).click()
  const before = webmail.outbox[0]?.sendAt
  await button(page, 'Changer l’heure').click()
  const dialog = page.getByRole('dialog', { name: 'Programmer l’envoi' })
  await dialog.getByLabel('Heure').fill('09:30')
  await inOrder('schedule')
  await button(dialog, 'Programmer').click()
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => webmail.outbox[0]?.sendAt).not.toBe(before)
  await button(page.getByRole('group', { name: /Conseil/ }), 'Annuler l’envoi').click()
  await windowOf(page, 'Nouveau message').getByText('À demain').waitFor()
  await page.getByText('Aucun message n’attend de partir.').waitFor()
})

test('a message that did not leave → told with why, and mended', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, { to: 'accueil@exmple.test', subject: 'Salle des fêtes', text: 'Réservée' })
  await page.keyboard.press('Control+Enter')
  await page.getByText('Message envoyé.').waitFor()
  const [row] = webmail.outbox
  if (row !== undefined) webmail.outbox[0] = { ...row, state: 'refused', reply: '550 5.1.1 No such user' }
  await page.reload()
  await page
    .getByText(/Salle des fêtes.*n’est pas parti vers accueil@exmple.test.*cette adresse n’existe pas/)
    .waitFor()
  await inOrder('refused')
  await button(page, 'Corriger').click()
  await windowOf(page, 'Nouveau message').getByText('accueil@exmple.test').waitFor()
})

test('a draft that waits to leave, thrown away in the list → asked; back, it leaves as planned; cancelled, both are gone', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Conseil', text: 'À demain' })
  await button(window, 'Autres façons d’envoyer').click()
  await page.getByRole('menuitem', { name: /^Demain à 08/ }).click()
  await page.getByText(/^Envoi programmé le/).waitFor()
  await page.getByRole('link', { name: /Brouillons/ }).click()
  const row = page.getByRole('row', { name: /Conseil/ })
  await row.hover()
  await button(row, 'Supprimer').click()
  const asked = page.getByRole('alertdialog', { name: /^Ce message attend de partir/ })
  await asked.waitFor()
  await inOrder('cancel-sending')
  await button(asked, 'Laisser partir').click()
  await row.waitFor()
  expect([webmail.outbox.length, webmail.drafts.size]).toEqual([1, 1])
  await row.hover()
  await button(row, 'Supprimer').click()
  await button(asked, 'Annuler l’envoi et supprimer').click()
  await row.waitFor({ state: 'detached' })
  await expect.poll(() => [webmail.outbox.length, webmail.drafts.size]).toEqual([0, 0])
})

test('a message that did not leave from another box → told with that box; one whose draft was thrown away elsewhere → told, and put away', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  const other = boxRows[1]?.id ?? ''
  const refused = { id: crypto.randomUUID(), person: 'Claire Bonnard', me: true, state: 'refused' as const }
  const sent = { recipients: ['a@b.test'], sendAt: at, draft: { folder: 'Drafts', uid: 9 } }
  const [mailbox] = boxIds.parse([other])
  if (mailbox === undefined) throw new Error('no box')
  webmail.refusedElsewhere.push({
    ...refused,
    ...sent,
    subject: 'Voirie',
    reply: '550 5.1.1 x',
    box: mailbox,
  })
  await page.reload()
  await page.getByText(/^mairie@thoisy-la-berchere.test.*Voirie.*n’est pas parti/).waitFor()
  await inOrder('refused-elsewhere')
  webmail.refusedElsewhere.splice(0)
  webmail.outbox.push({ ...refused, ...sent, subject: 'Conseil', reply: 'draft-gone' })
  await page.reload()
  await page.getByText(/Conseil.*n’est pas parti, car quelqu’un a supprimé son brouillon/).waitFor()
  await button(page, 'Compris').click()
  await page.getByText(/Conseil.*n’est pas parti/).waitFor({ state: 'detached' })
  expect(webmail.outbox).toEqual([])
})

test('« Retour » on a phone → the message is closed and kept, the list is where it was', async () => {
  await using writing = await openWebmail(`${inbox}?filter=unread`, 'phone')
  const { page, webmail } = writing
  const window = await begin(writing)
  await fill(window, { to: 'a@b.test', subject: 'Travaux', text: 'Lundi' })
  await page.goBack()
  await window.waitFor({ state: 'detached' })
  expect(new URL(page.url()).search).toBe('?filter=unread')
  await expect
    .poll(() => [...webmail.drafts.values()].map(({ content }) => content.subject))
    .toEqual(['Travaux'])
  await begin(writing)
  await button(page, 'Fermer, le brouillon est gardé').click()
  await button(page, 'Écrire').waitFor()
  expect(new URL(page.url()).search).toBe('?filter=unread')
})

test('on a phone → the whole screen, with sending at its top', async () => {
  await using writing = await openWebmail(inbox, 'phone')
  const { page, inOrder } = writing
  const window = await begin(writing)
  await fill(window, {
    to: 'Marc Lemoine <marc@mairie-saulieu.test>',
    subject: 'Travaux',
    text: 'Marc présentera les travaux.',
  })
  await window.getByText('Enregistré à 14 h 12').waitFor()
  const { width, height } = (await window.boundingBox()) ?? { width: 0, height: 0 }
  expect([width, height]).toEqual([390, 844])
  await inOrder('phone')
  await button(window, 'Envoyer').click()
  await page.getByText('Message envoyé.').waitFor()
  await inOrder('phone-sent')
})

test('a colleague has answered meanwhile → said with who and when; looked at with the text kept, then sent beside it', async () => {
  await using writing = await openWebmail(`${inbox}/3`)
  const { page, webmail, inOrder } = writing
  webmail.answered = {
    ...{ messageId: '<marc@mairie-saulieu.test>', person: 'Marc Lemoine', at, leavesAt: null },
    place: { folder: 'Sent', uid: 2 },
  }
  await button(page, 'Répondre').click()
  const window = windowOf(page, 'Réponse')
  await window.locator('.compose-text:focus').waitFor()
  await page.keyboard.type('Votre demande est bien arrivée.')
  await button(window, 'Envoyer').click()
  await window.getByText(/^Marc Lemoine a déjà répondu .*Votre texte est conservé\.$/).waitFor()
  await inOrder('answered')
  await button(window, 'Voir sa réponse').click()
  await page.waitForURL(/\/Sent\/2$/)
  expect(webmail.outbox).toEqual([])
  await button(page, /ouvrir la fenêtre/).click()
  await window.getByText('Votre demande est bien arrivée.').waitFor()
  await button(window, 'Envoyer la mienne').click()
  await page.getByText('Message envoyé.').waitFor()
  expect(webmail.sent.at(-1)).toMatchObject({ seenAnswers: ['<marc@mairie-saulieu.test>'] })
})

test('on a phone, the answer of a colleague looked at → it is open, and « Retour » leads to what one wrote about', async () => {
  await using writing = await openWebmail(`${inbox}/3`, 'phone')
  const { page, webmail } = writing
  webmail.answered = {
    ...{ messageId: '<marc@mairie-saulieu.test>', person: 'Marc Lemoine', at, leavesAt: null },
    place: { folder: 'Sent', uid: 2 },
  }
  await button(page, 'Répondre').click()
  const window = windowOf(page, 'Réponse')
  await window.locator('.compose-text:focus').waitFor()
  await page.keyboard.type('Votre demande est bien arrivée.')
  await button(window, 'Envoyer').click()
  await button(window, 'Voir sa réponse').click()
  await button(page, /ouvrir la fenêtre/).waitFor()
  await page.waitForURL(/\/Sent\/2$/)
  await page.goBack()
  await page.waitForURL(/\/INBOX\/3$/)
})
