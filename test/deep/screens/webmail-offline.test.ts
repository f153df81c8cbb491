// The webmail without a network, in a real browser: what was seen stays, what is sent waits and leaves once, and on a computer that
// somebody said is theirs the page opens with what was read. Signing out leaves nothing of it.

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import {
  begin,
  button,
  fill,
  inbox,
  type Writing,
  webmailInBrowser,
  windowOf,
} from '#test/support/webmail/webmail-writing.ts'

const openWebmail = webmailInBrowser('offline')

const banner = (page: Page) =>
  page.getByRole('alert').filter({ hasText: 'Pas de connexion. Vous pouvez lire' })
const row = (page: Page, name: RegExp) => page.getByRole('row', { name })
const facture = /Toiture de l’école/

/** As one reads: with what is shown of it. */
async function read(page: Page): Promise<void> {
  await row(page, facture).click()
  await page.frameLocator('iframe.html-frame').getByText('Bonjour Madame Bonnard').waitFor()
}

test('the network goes → what was seen stays, what was not is said plainly, and once it is back each is asked for once', async () => {
  await using writing = await openWebmail()
  const { page, inOrder } = writing
  await read(page)
  await page.getByRole('link', { name: /Archives/ }).click()
  await page.getByRole('heading', { name: 'Archives' }).waitFor()
  await page.context().setOffline(true)
  await banner(page).waitFor()
  await page.getByRole('link', { name: /Réception/ }).click()
  await row(page, facture).click()
  await page.locator('.text-alone').getByText('Bonjour Madame Bonnard').waitFor()
  await page.getByText('Sans réseau, seul le texte du message est affiché.').waitFor()
  await inOrder('read')
  await row(page, /Carte d’identité/).click()
  await page.locator('#message').getByText('Pas encore sur cet appareil').waitFor()
  expect(await button(page, 'Réessayer').count()).toBe(0)
  await inOrder('never-seen')
  await page.getByRole('link', { name: /Corbeille/ }).click()
  await page.locator('#list').getByText('Pas encore sur cet appareil').waitFor()
  await inOrder('never-seen-folder')
  const asked: string[] = []
  // Answered: what was asked in vain before the network was back is none of them.
  page.on('response', (response) => {
    const { pathname, search } = new URL(response.url())
    if (response.request().method() === 'GET' && pathname.startsWith('/api/v1/boxes/'))
      asked.push(pathname + search)
  })
  await page.context().setOffline(false)
  await page.locator('#list').getByText('Pas encore sur cet appareil').waitFor({ state: 'detached' })
  await banner(page).waitFor({ state: 'detached' })
  let counted = 0
  const isQuiet = (): boolean => {
    const before = counted
    counted = asked.length
    return counted > 0 && counted === before
  }
  await expect.poll(isQuiet, { interval: 500 }).toBe(true)
  expect(asked.toSorted()).toEqual([...new Set(asked)].sort())
})

test('filed without a network → not done, told with why, and other lists that were seen are still there', async () => {
  await using writing = await openWebmail()
  const { page } = writing
  await page.getByRole('link', { name: /Archives/ }).click()
  await page.locator('#list').getByText('Ce dossier est vide').waitFor()
  await page.getByRole('link', { name: /Réception/ }).click()
  await read(page)
  await page.context().setOffline(true)
  await banner(page).waitFor()
  await button(page.locator('#message'), 'Archiver').click()
  await page.getByText(/Pas de connexion\.?$/).waitFor()
  await row(page, facture).waitFor()
  await page.getByRole('link', { name: /Archives/ }).click()
  await page.locator('#list').getByText('Ce dossier est vide').waitFor()
})

async function sentWithoutNetwork({ page }: Writing): Promise<void> {
  const window = await begin({ page })
  await fill(window, { to: 'bureau@amis-morvan.test', subject: 'Salle des fêtes', text: 'Réservée le 12.' })
  await window.getByText(/Brouillon enregistré/).waitFor()
  await page.context().setOffline(true)
  await page.keyboard.type(' Merci.')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Le message partira au retour du réseau.').waitFor()
  await window.waitFor({ state: 'detached' })
}

test('sent without a network, and the tab is closed → waits, and once somebody comes back with a network it arrives once', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  await sentWithoutNetwork(writing)
  await page.getByRole('link', { name: /En attente d’envoi/ }).click()
  await page.getByText('Part au retour du réseau').waitFor()
  await inOrder('waiting')
  const context = page.context()
  await page.close()
  expect(webmail.sent).toEqual([])
  await context.setOffline(false)
  const again = await context.newPage()
  await again.goto(inbox)
  await again.getByText('Message envoyé.').waitFor()
  expect(webmail.outbox.map(({ subject }) => subject)).toEqual(['Salle des fêtes'])
  expect(webmail.sent).toHaveLength(1)
  expect([...webmail.drafts.values()].map(({ content }) => content.html)).toEqual([
    expect.stringContaining('Réservée le 12. Merci.'),
  ])
  await again.reload()
  await again.getByRole('link', { name: /En attente d’envoi ?1/ }).waitFor()
  expect(webmail.sent).toHaveLength(1)
})

test('taken back while there is no network → in its window as it was, and nothing leaves by itself', async () => {
  await using writing = await openWebmail()
  const { page, webmail } = writing
  await sentWithoutNetwork(writing)
  await button(page, 'Annuler').click()
  const window = windowOf(page, 'Nouveau message')
  await window.getByText('Réservée le 12. Merci.').waitFor()
  await page.context().setOffline(false)
  await window.getByText(/Brouillon enregistré/).waitFor()
  await banner(page).waitFor({ state: 'detached' })
  expect(webmail.sent).toEqual([])
})

test('answered without a network → to its author and about it, and it leaves once there is one', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  await begin(writing)
  await page.keyboard.press('Escape')
  await read(page)
  await page.context().setOffline(true)
  await banner(page).waitFor()
  await button(page, 'Répondre').click()
  const window = windowOf(page, 'Réponse')
  await window.getByText('Sophie Vauthier').waitFor()
  await window.locator('.compose-text').click()
  await page.keyboard.type('Bien reçu.')
  await window.getByText('Gardé sur cet appareil').waitFor()
  await inOrder('answered')
  await button(window, 'Envoyer').click()
  await page.getByText('Le message partira au retour du réseau.').waitFor()
  await page.context().setOffline(false)
  await page.getByText('Message envoyé.').waitFor()
  expect([...webmail.drafts.values()].map(({ content }) => content)).toEqual([
    expect.objectContaining({
      to: [{ name: 'Sophie Vauthier', address: 'contact@vauthier-toitures-21.test' }],
      about: { kind: 'reply', place: { folder: 'INBOX', uid: 3 }, quoted: true, seen: expect.any(String) },
    }),
  ])
})

test('« Envoyer et archiver » without a network → said, and once there is one the answer leaves and its conversation is archived', async () => {
  await using writing = await openWebmail()
  const { page, webmail, inOrder } = writing
  await begin(writing)
  await page.keyboard.press('Escape')
  await read(page)
  await page.context().setOffline(true)
  await banner(page).waitFor()
  await button(page, 'Répondre').click()
  const window = windowOf(page, 'Réponse')
  await window.locator('.compose-text').click()
  await page.keyboard.type('Bien reçu.')
  await window.getByText('Gardé sur cet appareil').waitFor()
  await button(window, 'Autres façons d’envoyer').click()
  await page.getByRole('menuitem', { name: 'Envoyer et archiver' }).click()
  await page.getByText('Au retour du réseau, le message partira et la conversation sera archivée.').waitFor()
  await inOrder('archives-later')
  await row(page, facture).waitFor()
  const archived = page.waitForRequest(
    (request) => request.method() === 'POST' && /\/actions$/.test(new URL(request.url()).pathname),
  )
  await page.context().setOffline(false)
  await page.getByText('Message envoyé, conversation archivée.').waitFor()
  expect((await archived).postDataJSON()).toEqual({
    ...{ folder: 'INBOX', uids: [3], action: { kind: 'archive' } },
  })
  expect(webmail.sent).toHaveLength(1)
  // Nobody asked for the next one to be opened, and read, just then.
  await page.waitForURL(/\/INBOX$/)
})

test('signed out while a message waits → asked first; all the same, and nothing of it is left', async () => {
  await using writing = await openWebmail()
  const { page, webmail } = writing
  await sentWithoutNetwork(writing)
  await button(page, 'Claire Bonnard, mon compte').click()
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click()
  const kept = () => page.evaluate<string>('Object.keys(localStorage).join()')
  await button(page, 'Se déconnecter quand même').waitFor()
  expect(await kept()).toContain('vaguemestre.leaving.')
  await page.getByText('Si vous vous déconnectez, il ne partira pas et sera effacé.').waitFor()
  await button(page, 'Se déconnecter quand même').click()
  await page.getByText('Sans réseau, la déconnexion sera terminée dès son retour.').waitFor()
  expect(await button(page, 'Claire Bonnard, mon compte').count()).toBe(0)
  expect(await kept()).not.toMatch(/vaguemestre\.(leaving|writing)\./)
  expect(await kept()).toContain('vaguemestre.sign-out-due')
  await page.context().setOffline(false)
  await page.waitForURL('**/connexion')
  expect(await kept()).not.toContain('vaguemestre.sign-out-due')
  expect(webmail.sent).toEqual([])
})

test('the session ended meanwhile → one signs in again, and it leaves after that', async () => {
  await using writing = await openWebmail()
  const { page, webmail } = writing
  await sentWithoutNetwork(writing)
  webmail.trouble = 'signed-out'
  await page.context().setOffline(false)
  await page.getByRole('dialog', { name: 'Votre session est terminée' }).waitFor()
  expect(webmail.sent).toEqual([])
  webmail.trouble = 'none'
  await page.reload()
  await page.getByText('Message envoyé.').waitFor()
  expect(webmail.sent).toHaveLength(1)
})

test('sent without a network, and the answer is lost once there is one → asked again, and it is one message', async () => {
  await using writing = await openWebmail()
  const { page, webmail } = writing
  await sentWithoutNetwork(writing)
  webmail.lostAnswers = 1
  await page.context().setOffline(false)
  await page.getByText('Message envoyé.').waitFor()
  expect(webmail.outbox).toHaveLength(1)
  expect(new Set(webmail.sent.map(({ revision }) => revision)).size).toBe(1)
})

const keeps = 'Garder mes messages sur cet ordinateur pour les lire sans réseau'

interface Here {
  readonly databases: readonly string[]
  readonly caches: readonly string[]
  readonly workers: number
  readonly chosen: string | null
}

/** What this browser has of it. */
const here = (page: Page) =>
  page.evaluate<Here>(`(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    chosen: localStorage.getItem('vaguemestre.kept-here'),
  }))()`)

/** Which answers are kept, by what was asked. */
const keptKeys = (page: Page) =>
  page.evaluate<readonly string[]>(`new Promise((resolve) => {
    const opening = indexedDB.open('vaguemestre.kept.0196f0aa-0000-7000-8000-00000000000a')
    opening.onsuccess = () => {
      const keys = opening.result.transaction('answers').objectStore('answers').getAllKeys()
      keys.onsuccess = () => {
        opening.result.close()
        resolve(keys.result)
      }
    }
  })`)

const nothing = { databases: [], caches: [], workers: 0, chosen: null }

/** Kept here, with one message that was read. */
async function keptHere({ page }: Writing, look: () => Promise<void> = async () => undefined): Promise<void> {
  await button(page, 'Réglages').click()
  await page.getByRole('checkbox', { name: keeps }).waitFor()
  expect(await here(page)).toEqual(nothing)
  await page.getByText(keeps).click()
  await page.getByRole('checkbox', { name: keeps, checked: true }).waitFor()
  await look()
  await page.keyboard.press('Escape')
  await read(page)
  await page.evaluate('navigator.serviceWorker.ready.then(() => null)')
  await expect.poll(async () => (await here(page)).databases).toHaveLength(1)
  for (const path of ['/session', '/boxes', '/boxes/{box}/conversations', '/boxes/{box}/message'])
    await expect.poll(async () => (await keptKeys(page)).some((key) => key.startsWith(`${path} `))).toBe(true)
}

test('opened anew without a network, on a computer that keeps messages → the list, and what was read of it', async () => {
  await using writing = await openWebmail()
  const { page, inOrder } = writing
  await keptHere(writing, () => inOrder('choice'))
  const byWorker: string[] = []
  page.context().on('request', (request) => {
    if (request.serviceWorker() !== null) byWorker.push(new URL(request.url()).pathname)
  })
  await page.context().addCookies([{ name: 'session', value: 'claire', url: page.url() }])
  const reloaded = await page.reload()
  await row(page, facture).waitFor()
  // The page comes from the server as long as there is one, with what it asks first; what is kept of it has nothing of that.
  expect(await reloaded?.text()).toContain('id="first-answers"')
  const kept = await page.evaluate("caches.match('/').then((page) => page.text())")
  expect(kept).toContain('id="webmail"')
  expect(kept).not.toContain('first-answers')
  // Never through the worker.
  expect(byWorker.filter((path) => path.startsWith('/api/'))).toEqual([])
  await page.context().setOffline(true)
  await page.reload()
  await banner(page).waitFor()
  await row(page, facture).waitFor()
  await page.locator('.text-alone').getByText('Bonjour Madame Bonnard').waitFor()
  await row(page, /Carte d’identité/).click()
  await page.locator('#message').getByText('Pas encore sur cet appareil').waitFor()
  await page.goto(`${inbox}/3`)
  await page.locator('.text-alone').getByText('Bonjour Madame Bonnard').waitFor()
  await inOrder('opened-anew')
})

test('signed out → nothing of it is left in this browser', async () => {
  await using writing = await openWebmail()
  const { page } = writing
  await keptHere(writing)
  expect(await here(page)).toMatchObject({
    workers: 1,
    caches: [expect.stringMatching(/^vaguemestre-shell-/)],
  })
  await button(page, 'Claire Bonnard, mon compte').click()
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click()
  await page.waitForURL('**/connexion')
  await expect.poll(() => here(page)).toEqual(nothing)
})

test('signed out where taking it away never ends → the entrance ends it', async () => {
  await using writing = await openWebmail()
  const { page } = writing
  await keptHere(writing)
  await page.evaluate('void (caches.delete = () => new Promise(() => undefined))')
  await button(page, 'Claire Bonnard, mon compte').click()
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click()
  await page.waitForURL('**/connexion')
  await expect.poll(() => here(page)).toEqual(nothing)
})

test('the session ended elsewhere → what was read is gone at the next word of the server', async () => {
  await using writing = await openWebmail()
  const { page, webmail } = writing
  await keptHere(writing)
  webmail.trouble = 'signed-out'
  await page.getByRole('link', { name: /Archives/ }).click()
  await page.getByRole('dialog', { name: 'Votre session est terminée' }).waitFor()
  await expect.poll(async () => (await here(page)).databases).toEqual([])
})

test('somebody else signs in on the same browser → nothing of the first is left, nor kept for the second', async () => {
  await using writing = await openWebmail()
  const { page, webmail } = writing
  await keptHere(writing)
  // A page that hears of somebody else loads itself anew, in the way of where one goes.
  await page.goto('about:blank')
  webmail.person = { id: '0196f0aa-0000-7000-8000-00000000000c', name: 'Marc Lemoine' }
  await page.goto('/connexion')
  await expect.poll(async () => (await here(page)).databases).toEqual([])
  await page.goto(inbox)
  await button(page, 'Marc Lemoine, mon compte').waitFor()
  await expect.poll(() => here(page)).toEqual(nothing)
})
