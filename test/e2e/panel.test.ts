// The panel as its users come through it, in a real browser on a whole installation: the first administrator, communes
// welcomed in one batch, a manager who comes with the code of a letter, a phone that gets a password and loses it again, a
// held message let out, the way of another one, and what each role may see.

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openAsOwner } from '#cli/open-as-owner.ts'
import { Secret } from '#core/secret.ts'
import { hostingStore } from '#db/stores/hosting.ts'
import { hashPassword } from '#identity/password-hash.ts'
import { demoSpec } from '#stack/spec/demo-spec.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { portsFrom } from '#stack/spec/ports.ts'
import { openBrowser, type Visit, visit } from '#test/support/browser.ts'
import { address } from '#test/support/commune.ts'
import { findMessage } from '#test/support/mail-client.ts'
import { openImap } from '#test/support/open-imap.ts'
import { accountOf, type Stack, type StackOverview, startStack } from '#test/support/stack.ts'
import { holdMail } from './panel/held-message.ts'
import { codeOn, pagesOf } from './panel/letters.ts'
import { type Looker, openLooker } from './panel/looker.ts'
import { addAuthenticator, password, signIn } from './panel/people.ts'

const run = promisify(execFile)
const minutes = 60_000

const panel = z.object({
  panel: z.object({ address: z.string(), firstVisit: z.object({ code: z.string() }).nullable() }),
})

let stack: Stack
let overview: StackOverview
let origin: string
let browser: Browser
let looker: Looker
let desk: Visit
let administrator: Page
let administratorUri: string
const helene = 'helene.garnier@cotedor.test'

beforeAll(async () => {
  stack = await startStack()
  overview = await stack.overview()
  origin = (await panelNow()).address
  browser = await openBrowser()
  looker = await openLooker()
  desk = await visit(browser, origin)
  administrator = desk.page
}, 4 * minutes)
afterAll(async () => {
  await browser?.close()
  await stack?.[Symbol.asyncDispose]()
})

const panelNow = async () => panel.parse(JSON.parse((await stack.command('status', '--json')).stdout)).panel

const openDatabase = () =>
  openAsOwner({ spec: demoSpec(), paths: pathsFor(stack.state), ports: portsFrom(stack.portBase) })

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

test('a new installation: the code that it printed makes the first administrator, with a second factor', {
  timeout: 3 * minutes,
}, async () => {
  const page = administrator
  await page.goto('/')
  await page.waitForURL(/connexion/)
  await looker.look(page, 'connexion')
  const { firstVisit } = await panelNow()
  await page.goto('/premiere-visite')
  await looker.look(page, 'premiere-visite')
  await page.goto('/premier-administrateur')
  await page.getByLabel('Code d’activation').fill('AAAAA-AAAAA-AAAAA-AAAAA')
  await page.getByLabel('Votre nom').fill('Hélène Garnier')
  await page.getByLabel('Votre adresse').fill(helene)
  await page.getByLabel('Choisissez votre mot de passe').fill('azerty123456')
  await page.getByRole('button', { name: 'Créer le compte' }).click()
  await page
    .getByText(/n’est pas connu|trop courant/)
    .first()
    .waitFor()
  await looker.look(page, 'premier-administrateur-refuse')
  await page.getByLabel('Code d’activation').fill(firstVisit?.code ?? '')
  await page.getByLabel('Choisissez votre mot de passe').fill(password)
  await page.getByRole('button', { name: 'Créer le compte' }).click()
  await heading(page, 'Ajoutez un second facteur').waitFor()
  await looker.look(page, 'second-facteur')
  administratorUri = await addAuthenticator(page)
  await heading(page, 'Vos codes de secours').waitFor()
  await looker.look(page, 'codes-de-secours')
  await page.getByRole('button', { name: 'Je les ai rangés en lieu sûr' }).click()
  await page.getByRole('link', { name: 'Ouvrir l’administration' }).click()
  await heading(page, 'À traiter').waitFor()
  await looker.look(page, 'a-traiter')
  expect((await panelNow()).firstVisit).toBeNull()
})

test('five communes by one table and a search → created, with letters on one page each', {
  timeout: 5 * minutes,
}, async () => {
  const page = administrator
  await page.goto('/accueil')
  await heading(page, 'Accueillir des communes').waitFor()
  await looker.look(page, 'accueil-vide')
  await page.getByRole('button', { name: 'Préparer un lot' }).first().click()
  await page.getByRole('heading', { name: 'Choisir les communes' }).waitFor()
  await page.getByLabel('Nom, code INSEE, code postal').fill('semur')
  await page.getByRole('row', { name: /Semur-en-Auxois/ }).waitFor()
  await looker.look(page, 'accueil-choisir')
  await page
    .getByRole('row', { name: /Semur-en-Auxois/ })
    .getByRole('checkbox')
    .click({ force: true })
  await page.getByText('1 choisie').first().waitFor()
  await page.getByRole('button', { name: 'Importer un tableau' }).click()
  await page.getByRole('textbox', { name: 'Tableau' }).fill(table)
  await page.getByRole('button', { name: 'Vérifier' }).click()
  await page.getByText(/4 communes à ajouter/).waitFor()
  await looker.look(page, 'accueil-tableau')
  await page.getByRole('button', { name: /Importer 4 communes/ }).click()
  await page.getByText('5 choisies').waitFor()
  await page.getByRole('link', { name: /Continuer avec 5 communes/ }).click()
  await page.getByRole('heading', { name: 'Domaine de chacune' }).waitFor()
  await looker.look(page, 'accueil-domaines')
  await page.getByRole('link', { name: 'Continuer' }).click()
  await page.getByRole('heading', { name: 'Boîtes à ouvrir' }).waitFor()
  await looker.look(page, 'accueil-boites')
  await page.getByRole('link', { name: 'Continuer' }).click()
  await page.getByRole('heading', { name: 'Personnes et accès' }).waitFor()
  await page
    .getByRole('button', { name: /Ajouter une personne/ })
    .last()
    .click()
  await page.getByRole('dialog').getByLabel(/^Nom/).first().fill('Jeanne Morel')
  await looker.look(page, 'accueil-personne')
  await page.getByRole('dialog').getByRole('button', { name: 'Ajouter' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await looker.look(page, 'accueil-personnes')
  await page.getByRole('link', { name: 'Relire' }).click()
  await page.getByText(/boîtes seront créées/).waitFor()
  await looker.look(page, 'accueil-relire')
  await page.getByRole('button', { name: /^Créer les/ }).click()
  await page.getByText('5 communes créées sur 5').waitFor({ timeout: minutes })
  await looker.look(page, 'accueil-cree')
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Imprimer les lettres' }).click()
  const letters = await pagesOf(await (await downloading).path())
  expect(letters).toHaveLength(5)
  await page.getByText(/Lettres préparées le/).waitFor()
  await page.getByRole('button', { name: 'Imprimer de nouveau' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Annuler' }).click()
  letter = letters.find((each) => each.includes('Marie Durand')) ?? ''
})

let letter = ''
const table = [
  'insee;responsable;boite',
  '21425;Marie Durand;marie.durand',
  '21292;Paul Bernard;paul.bernard',
  '21464;Luc Petit;luc.petit',
  '21154;Anne Roux;anne.roux',
].join('\n')

const marie = 'marie.durand@mairie-montbard.test'
let managed: Visit
let manager: Page

test('the manager comes with the code of the letter → a password, a second factor, their own commune and no other', {
  timeout: 4 * minutes,
}, async () => {
  managed = await visit(browser, origin)
  manager = managed.page
  await manager.goto(`/premiere-visite#${codeOn(letter)}`)
  await looker.look(manager, 'gestion-code')
  await manager.getByRole('button', { name: 'Continuer' }).click()
  await heading(manager, 'Bonjour Marie Durand').waitFor()
  await looker.look(manager, 'gestion-mot-de-passe')
  await manager.getByLabel('Choisissez votre mot de passe').fill(password)
  await manager.getByRole('button', { name: 'Continuer' }).click()
  await heading(manager, 'Ajoutez un second facteur').waitFor()
  await addAuthenticator(manager)
  await manager.getByRole('button', { name: 'Je les ai rangés en lieu sûr' }).click()
  await manager.getByRole('link', { name: 'Ouvrir l’administration' }).click()
  await manager.getByRole('navigation').first().waitFor()
  await looker.look(manager, 'gestion-accueil')
  expect(await manager.getByText('Saulieu').count()).toBe(0)
  expect(await manager.getByRole('link', { name: 'Accueillir' }).count()).toBe(0)
  await manager.goto('/equipe')
  await looker.look(manager, 'gestion-interdit')
  await expect.poll(() => manager.getByText(/Hélène Garnier, du Département/).count()).toBeGreaterThan(0)
})

test('a password for a phone → IMAP and SMTP open with it; cut off → the open session ends and nothing opens any more', {
  timeout: 4 * minutes,
}, async () => {
  const page = manager
  await page.goto('/compte')
  await page
    .getByRole('link', { name: 'Mes appareils' })
    .or(page.getByRole('tab', { name: 'Mes appareils' }))
    .click()
  await page.getByRole('button', { name: 'Ajouter un appareil' }).click()
  await page.getByLabel('Nom de l’appareil').fill('Téléphone de Marie')
  await page.getByLabel('Votre mot de passe').fill(password)
  await looker.look(page, 'appareil-nouveau')
  await page.getByRole('button', { name: 'Créer le mot de passe' }).click()
  const shown = page.getByRole('dialog').locator('code').first()
  await shown.waitFor()
  const phone = (await shown.textContent()) ?? ''
  await looker.look(page, 'appareil-mot-de-passe')
  await page.getByRole('button', { name: 'C’est recopié' }).click()
  await looker.look(page, 'appareils')

  await using session = await openImap({
    ...overview.endpoints.imaps,
    user: marie,
    password: new Secret(phone),
  })
  expect(await session.noop()).toMatch(/^OK/)
  expect(await submit(phone)).toMatch(/235 2\.7\.0[\s\S]*451 4\.3\.0/)
  // A second factor is on: the main password opens the panel alone.
  await expect(
    openImap({ ...overview.endpoints.imaps, user: marie, password: new Secret(password) }),
  ).rejects.toThrow('NO')

  await page.reload()
  await page
    .getByRole('row', { name: /Téléphone de Marie/ })
    .getByRole('button')
    .last()
    .click()
  await page.getByRole('menuitem', { name: 'Couper l’accès' }).click()
  await looker.look(page, 'appareil-couper')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Couper l’accès' }).click()
  await page.getByText('Accès coupé.').waitFor()
  await session.ended
  await expect(
    openImap({ ...overview.endpoints.imaps, user: marie, password: new Secret(phone) }),
  ).rejects.toThrow('NO')
  expect(await submit(phone)).toMatch(/535 5\.7\.8/)
})

/** What swaks says and hears on the submission port, over STARTTLS. */
async function submit(secret: string): Promise<string> {
  const { host, port } = overview.endpoints.submission
  const line = ['--server', host, '--port', String(port), '--tls', '--auth', 'PLAIN', '--auth-user', marie]
  const ended = run('swaks', [
    ...line,
    '--auth-password',
    secret,
    '--from',
    marie,
    '--to',
    marie,
    '--timeout',
    '30',
  ])
  const { stdout } = await ended.catch((error: { readonly stdout: string }) => error)
  return stdout
}

test('a held message is looked at and let out → it is in the inbox; its way is found by its address', {
  timeout: 4 * minutes,
}, async () => {
  const page = administrator
  const mairie = 'mairie@mairie-saulieu.test'
  const messageId = await holdMail({ smtp: overview.endpoints.smtp, state: stack.state, to: mairie })
  await page.goto('/quarantaine')
  await heading(page, 'Quarantaine').waitFor()
  await page.getByText(mairie).first().click()
  await page.getByRole('button', { name: 'Voir le texte' }).click()
  await page.getByText('Bonjour, voici la facture.').waitFor()
  // A document with macros is not let out by the button that stands out.
  expect(await page.locator('.held-decide .button-primary').textContent()).toBe('Supprimer ce message')
  await looker.look(page, 'quarantaine')
  await page.getByRole('button', { name: 'Libérer', exact: true }).click()
  await looker.look(page, 'quarantaine-liberer')
  await page.getByRole('dialog').getByRole('button', { name: 'Libérer' }).click()
  expect(await findMessage(overview.endpoints.imap, accountOf(overview, mairie), messageId)).toContain(
    'facture',
  )
  await page.goto('/suivi')
  await heading(page, 'Où est mon courrier').waitFor()
  await looker.look(page, 'suivi-vide')
  await page.getByLabel('Adresse de l’expéditeur ou de la boîte, référence').fill(mairie)
  await page.keyboard.press('Enter')
  const results = page.getByRole('row').filter({ hasText: mairie })
  await results.first().waitFor()
  await looker.look(page, 'suivi-resultats')
  await results.last().getByRole('link').first().click()
  await page.getByText('Réponse exacte du serveur').first().waitFor()
  await looker.look(page, 'suivi-message')
})

const places = [
  ['a-traiter-plus-tard', '/', 'À traiter'],
  ['communes', '/communes', 'Communes'],
  ['boites', '/boites', /Boîtes/],
  ['modeles', '/boites/modeles', /Boîtes/],
  ['personnes', '/personnes', 'Personnes'],
  ['securite', '/securite', 'Sécurité'],
  ['journal', '/journal', 'Journal'],
  ['equipe', '/equipe', 'Équipe et rôles'],
  ['etat', '/etat', /État/],
  ['compte', '/compte', /./],
] as const

test.each(places)(
  '%s, by the keyboard of an administrator → opens, and axe finds nothing',
  { timeout: 2 * minutes },
  async (name, path, title) => {
    await administrator.goto(path)
    await heading(administrator, title).waitFor()
    await looker.look(administrator, name)
  },
)

const phone = { width: 390, height: 844 }

test.each([
  ['/communes', /Saulieu/],
  ['/boites', /mairie@mairie-saulieu/],
  ['/boites/alias', /contact@mairie-saulieu/],
  ['/boites/listes', /@mairie-saulieu/],
  ['/personnes', /Jeanne Morel/],
  ['/equipe', /Hélène Garnier/],
] as const)('%s on a phone → what can be done with a row is in sight, and opens', async (path, row) => {
  const page = administrator
  const before = page.viewportSize()
  await page.setViewportSize(phone)
  await page.goto(path)
  const menu = page.getByRole('row', { name: row }).first().getByRole('button').last()
  await menu.waitFor()
  const box = await menu.boundingBox()
  expect(box?.x).toBeGreaterThan(0)
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(phone.width)
  await menu.click()
  await page.getByRole('menu').waitFor()
  await page.keyboard.press('Escape')
  if (before !== null) await page.setViewportSize(before)
})

test('a line added to a template → the focus is in it; a size above the maximum → says the maximum', async () => {
  const page = administrator
  await page.goto('/boites/modeles')
  await page.getByRole('button', { name: 'Ajouter un modèle' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Ajouter une boîte' }).click()
  await page.keyboard.type('urbanisme')
  const line = dialog.getByRole('group', { name: 'Boîte 3' })
  expect(await line.getByLabel('Avant l’arobase').inputValue()).toBe('urbanisme')
  await line.getByLabel('Quota (Go)').fill('20000')
  await line.getByText(/^Au plus 10.000.Go\.$/).waitFor()
  await looker.look(page, 'modele-nouveau')
})

test('Ctrl+K and Escape over a form with something typed → it stays as it is', async () => {
  const page = administrator
  const dialog = page.getByRole('dialog')
  await page.keyboard.press('Control+k')
  expect(await page.getByRole('dialog', { name: 'Aller à' }).count()).toBe(0)
  await page.keyboard.press('Escape')
  expect(await dialog.getByLabel('Avant l’arobase').last().inputValue()).toBe('urbanisme')
  await dialog.getByRole('button', { name: 'Annuler' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Aller à' }).waitFor()
  await page.keyboard.press('Escape')
})

test('an empty register without a filter → says what is empty; with one → that nothing fits, and takes it off', async () => {
  const page = administrator
  await page.goto('/securite/blocages')
  await page.getByText('Personne n’est bloqué').waitFor()
  expect(await page.getByText(/ces filtres/).count()).toBe(0)
  await page.goto('/securite/blocages?q=personne')
  await page.getByText('Rien ne correspond à ces filtres').waitFor()
  await page.getByRole('button', { name: 'Effacer les filtres' }).click()
  await page.getByText('Personne n’est bloqué').waitFor()
})

const visitors = [
  ['auditor', ['À traiter', 'Communes', 'Journal'], ['Accueillir']],
  ['support', ['À traiter', 'Communes', 'Suivi des messages'], ['Accueillir']],
  ['member', ['Mon compte'], ['Communes', 'Quarantaine', 'Journal']],
] as const

test.each(visitors)(
  '%s signs in → only what the role may see',
  { timeout: 2 * minutes },
  async (role, sees, misses) => {
    await using database = openDatabase()
    const hosting = hostingStore(database)
    const { rows } = await database.pool.query<{ id: string; kind: 'commune' | 'department' }>(
      "select id, kind from commune where name in ('Saulieu', 'Côte-d’Or') order by kind",
    )
    const tenant = rows.find(({ kind }) => (kind === 'department') === (role !== 'member'))
    const email = address(`${role}@visitors.test`)
    const person = await hosting.putPerson({
      commune: z
        .uuid()
        .transform((id) => id as Parameters<typeof hosting.putPerson>[0]['commune'])
        .parse(tenant?.id),
      tenantKind: role === 'member' ? 'commune' : 'department',
      role,
      name: `Visiteur ${role}`,
      email,
    })
    await hosting.putPasswordHash(person, await hashPassword(new Secret(password)))
    await using visitor = await visit(browser, origin)
    await signIn(visitor.page, email, null)
    if (role !== 'member') {
      await heading(visitor.page, 'Ajoutez un second facteur').waitFor()
      await addAuthenticator(visitor.page)
      await visitor.page.getByRole('button', { name: 'Je les ai rangés en lieu sûr' }).click()
    }
    await visitor.page.getByRole('navigation').first().waitFor()
    await looker.look(visitor.page, `role-${role}`)
    if (role === 'member') await leaveAuthenticator(visitor.page)
    for (const link of sees)
      expect(await visitor.page.getByRole('link', { name: link }).count(), link).toBeGreaterThan(0)
    for (const link of misses)
      expect(await visitor.page.getByRole('link', { name: link }).count(), link).toBe(0)
  },
)

/** Who has no second factor begins one, and leaves it by the button that every dialog has. */
async function leaveAuthenticator(page: Page): Promise<void> {
  await page.goto('/compte/securite')
  await page.getByRole('button', { name: 'Utiliser une application de codes' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

test('signing in again with the code of the application → the panel opens; a page of an older version → says so, reloads', {
  timeout: 2 * minutes,
}, async () => {
  await using again = await visit(browser, origin, 'phone')
  const { page } = again
  await signIn(page, helene, administratorUri)
  await heading(page, 'À traiter').waitFor()
  // The panel was updated while the page was open: the code of its screens is there no more.
  await page.route('**/assets/status-screen-*.js', (route) => route.fulfill({ status: 404 }))
  await page.evaluate("history.pushState(null, '', '/etat')")
  await heading(page, 'Cette page n’a pas pu s’ouvrir').waitFor()
  await looker.look(page, 'page-perimee')
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Recharger' }).click()
  await heading(page, 'État du service').waitFor()
})

test('every page that was opened → no error of a script, nothing refused by its policy', () => {
  expect([...desk.complaints, ...managed.complaints]).toEqual([])
})

test('the sheets of all pictures → one for each theme and width', { timeout: 2 * minutes }, async () => {
  const sheets = await looker.finish(browser)
  expect(sheets.map((sheet) => sheet.replace(/^.*sheet-/, ''))).toEqual([
    'desk-light.png',
    'desk-dark.png',
    'small-light.png',
    'small-dark.png',
    'phone-light.png',
    'phone-dark.png',
  ])
})
