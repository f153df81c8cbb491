// What the gateway found in a message, above it in a real browser: one fact at most, the worst first, and nothing where somebody
// else wrote the field.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AttachmentFinding, Suspicion } from '#core/message/findings.ts'
import { findingsField } from '#core/message/findings-field.ts'
import { Secret } from '#core/secret.ts'
import { openBrowser, visit } from '#test/support/browser/browser.ts'
import { mairie } from '#test/support/database/commune.ts'
import { inMailbox } from '#test/support/dovecot/mailbox-client.ts'
import { findingsKey } from '#test/support/webmail/test-webmail.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { webmailAlbum } from '#test/support/webmail/webmail-album.ts'

const webmail = await webmailUnderTest()
const look = webmailAlbum('banners')
const browser = await openBrowser()
afterAll(() => browser.close())
const cookie = await webmail.cookie()
await webmail.owner.pool.query("update person set role = 'member' where id = $1", [webmail.made.person])

interface Found {
  readonly subject: string
  readonly suspicions?: readonly Suspicion[]
  readonly attachments?: readonly AttachmentFinding[]
  readonly authorDomain?: string
  readonly key?: Secret
}

const queueId = '01JQ0000000000000000000001'
const mark = (name: Suspicion['mark'], resembles = ''): Suspicion => ({ mark: name, resembles })

/** As the gateway delivers it. */
function delivered({
  subject,
  suspicions = [],
  attachments = [],
  authorDomain = 'outlook.test',
  key = findingsKey,
}: Found) {
  const found = { queueId, authorDomain, authenticated: false, attachments, suspicions }
  return [
    findingsField(found, key).trimEnd(),
    `Received: from x ([192.0.2.1])\r\n\tby mx.test (Vaguemestre) with ESMTPS (TLSv1.3 X)\r\n\tid ${queueId} for <${mairie}>;\r\n\tMon, 2 Nov 2026 14:12:00 +0000`,
    `From: Jean Dupont <jdupont@${authorDomain}>\r\nTo: ${mairie}\r\nSubject: ${subject}`,
    '\r\nBonjour,\r\n\r\nVoir la pièce jointe.\r\n',
  ].join('\r\n')
}

const bank = mark('bank-details-change')
const name = mark('borrowed-name', 'Jean Dupont')
const messages: readonly Found[] = [
  { subject: 'Forgé', suspicions: [bank], key: new Secret('of somebody else') },
  { subject: 'Premier', suspicions: [mark('first-contact')] },
  { subject: 'Mention', suspicions: [mark('protective-marking', 'restricted')] },
  {
    subject: 'Facture',
    suspicions: [mark('invoice-outside-chorus'), mark('protective-marking', 'restricted')],
  },
  { subject: 'Impôts', authorDomain: 'tresor.gouv.fr', suspicions: [mark('invoice-outside-chorus')] },
  { subject: 'Macro', attachments: [{ mark: 'macro', name: 'devis.docm' }], authorDomain: 'tresor.gouv.fr' },
  {
    subject: 'Domaine',
    suspicions: [mark('look-alike-domain', 'dgfip.gouv.fr')],
    authorDomain: 'dgfip-gouv.test',
  },
  { subject: 'Nom', suspicions: [mark('look-alike-domain', 'dgfip.gouv.fr'), name] },
  { subject: 'Presse', suspicions: [mark('foreign-account'), mark('payment-pressure')] },
  { subject: 'Étranger', suspicions: [mark('invoice-outside-chorus'), mark('foreign-account')] },
  { subject: 'Adresse', suspicions: [mark('borrowed-name', 'jdupont@outlook.test')] },
  { subject: 'RIB', suspicions: [name, bank, mark('first-contact')] },
]
beforeAll(() =>
  inMailbox(webmail.dovecot, { mailbox: mairie, person: webmail.made.person }, async (client) => {
    for (const each of messages) await client.append('INBOX', delivered(each))
  }),
)

async function reading(subject: string) {
  const tab = await visit(browser, webmail, 'desk')
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  await tab.context.addCookies([{ name, value: decodeURIComponent(value), url: webmail.origin }])
  await tab.page.goto(`/b/${mairie}/INBOX`)
  await tab.page.getByRole('row', { name: new RegExp(subject) }).click()
  await tab.page.frameLocator('iframe.html-frame').getByText('Voir la pièce jointe.').waitFor()
  return tab
}

test.each([
  [
    'RIB',
    'Ce message demande un changement de coordonnées bancaires. Avant tout paiement, appelez le fournisseur à un numéro que vous connaissez déjà.',
  ],
  [
    'Nom',
    'Le nom affiché est celui de «\u00a0Jean Dupont\u00a0», mais l’adresse (jdupont@outlook.test) n’est pas la sienne.',
  ],
  ['Adresse', 'Nous n’avons pas pu vérifier que ce message vient bien de outlook.test.'],
  [
    'Presse',
    'Ce message vous presse de payer. Avant tout paiement, appelez la personne à un numéro que vous connaissez déjà.',
  ],
  [
    'Étranger',
    'Ce message donne un compte bancaire à l’étranger. Avant tout paiement, appelez la personne à un numéro que vous connaissez déjà.',
  ],
  [
    'Domaine',
    'L’adresse (jdupont@dgfip-gouv.test) ressemble à celles de dgfip.gouv.fr, mais n’en est pas une.',
  ],
  ['Macro', 'Le fichier devis.docm contient des macros. Ne l’ouvrez que si vous l’attendiez.'],
  ['Impôts', 'Nous n’avons pas pu vérifier que ce message vient bien de tresor.gouv.fr.'],
  [
    'Facture',
    'Facture reçue par e-mail. Les fournisseurs déposent leurs factures sur Chorus Pro depuis 2020.',
  ],
  [
    'Mention',
    'Ce message porte la mention Diffusion Restreinte. Ce service n’est pas prévu pour ces documents.',
  ],
])('a message « %s » → one banner, which says so', async (subject, text) => {
  await using tab = await reading(subject)
  const banners = tab.page.locator('.pane .banner')
  await banners.first().waitFor()
  expect(await banners.locator('.banner-text').allTextContents()).toEqual([text])
  await look(tab.page, subject.toLowerCase())
})

test('bank details asked for → what to do, one press away', async () => {
  await using tab = await reading('RIB')
  await tab.page.getByRole('button', { name: 'Voir la marche à suivre' }).click()
  const advice = tab.page.getByRole('dialog', { name: 'Avant de payer' })
  await advice.getByText('Ne payez rien et ne répondez pas à ce message.').waitFor()
  await look(tab.page, 'marche-a-suivre')
  await advice.getByRole('button', { name: 'Fermer' }).last().click()
  await advice.waitFor({ state: 'hidden' })
})

test.each(['Forgé', 'Premier'])('a message « %s » → no banner', async (subject) => {
  await using tab = await reading(subject)
  expect(await tab.page.locator('.pane .banner').count()).toBe(0)
  expect(await tab.page.getByText('Premier message de cette adresse.').count()).toBe(
    subject === 'Premier' ? 1 : 0,
  )
})
