// Outgoing mail: a destination paused, a message approved that leak prevention held, another deleted, and whether it all
// arrives. What is written here never leaves: its destination is paused.

import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { openAsOwner } from '#cli/open-as-owner.ts'
import type { CommuneId } from '#core/address/directory.ts'
import type { Database } from '#db/connection.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { demoSpec } from '#stack/spec/demo-spec.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { portsFrom } from '#stack/spec/ports.ts'
import { queued } from '#test/support/database/queued.ts'
import { heading, type Panel } from './panel.ts'

const domain = 'mairie-saulieu.test'
const partner = 'partenaire.test'

export async function decideOutgoing(panel: Panel, page: Page): Promise<void> {
  await page.goto('/file-attente')
  await page.getByRole('heading', { name: 'Rien n’attend' }).waitFor()
  await panel.looker.look(page, 'file-attente-vide')
  await pausePartner(panel, page)
  await using database = openDatabase(panel)
  const { asked, unwanted, others } = await putMail(database)
  const mailTo = (name: string) => page.getByRole('row').filter({ hasText: `${name}@${partner}` })
  await page.goto('/file-attente')
  await mailTo('marie').waitFor()
  await panel.looker.look(page, 'file-attente')
  await deleteSeveral(panel, page, [mailTo('marie'), mailTo('ancien'), mailTo('ancienne')])
  await mailTo('marie').getByRole('link').click()
  await page.getByText('Numéros de sécurité sociale : 2').waitFor()
  await panel.looker.look(page, 'file-attente-approuver')
  await page.getByRole('button', { name: 'Approuver l’envoi' }).click()
  await page.getByText('Destination suspendue').waitFor()
  await panel.looker.look(page, 'file-attente-message')
  await page.goto(`/file-attente/${unwanted}`)
  await page.getByRole('button', { name: 'Supprimer' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Supprimer' }).click()
  await page.getByText('Ce message n’est plus dans la file.').waitFor()
  const { rows } = await database.pool.query(
    'select action, entity_id from audit where entity_id = any($1) order by id',
    [[asked, unwanted, ...others]],
  )
  expect(
    rows
      .slice(0, others.length)
      .map(({ entity_id }) => entity_id)
      .sort(),
  ).toEqual(others.toSorted())
  expect(rows.slice(others.length - 1)).toEqual([
    { action: 'delete:queue', entity_id: rows[others.length - 1]?.entity_id },
    { action: 'release:queue', entity_id: asked },
    { action: 'delete:queue', entity_id: unwanted },
  ])
}

/** What waits for an agreement stays: it is decided about on its own page. */
async function deleteSeveral(panel: Panel, page: Page, rows: readonly Locator[]): Promise<void> {
  for (const row of rows) await row.getByRole('checkbox').click({ force: true })
  await page.getByRole('button', { name: 'Supprimer' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('2 envois sont concernés, 1 reste ainsi.').waitFor()
  await panel.looker.look(page, 'file-attente-plusieurs')
  await dialog.getByRole('button', { name: 'Supprimer' }).click()
  await page.getByText('2 envois traités.').waitFor()
  await dialog.getByRole('button', { name: 'Fermer' }).last().click()
}

async function pausePartner(panel: Panel, page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Destinations' }).click()
  await page.getByRole('button', { name: 'Suspendre une destination' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Domaine').fill('partenaire')
  await dialog.getByLabel('Motif').fill('Serveur en travaux')
  await dialog.getByRole('button', { name: 'Suspendre' }).click()
  await dialog.getByText('Ce nom de domaine est mal écrit.').waitFor()
  await panel.looker.look(page, 'destinations-suspendre')
  await dialog.getByLabel('Domaine').fill(partner)
  await dialog.getByRole('button', { name: 'Suspendre' }).click()
  await page.getByRole('row', { name: partner }).getByText('Motif : Serveur en travaux').waitFor()
  await panel.looker.look(page, 'destinations')
}

/** What the registers show on a phone stays; see rows-on-phone.ts. */
async function putMail(database: Database) {
  const { rows } = await database.pool.query<{ commune_id: string; id: string }>(
    "select commune_id, id from mailbox where address = 'mairie@mairie-saulieu.test'",
  )
  const commune = rows[0]?.commune_id as CommuneId
  const queue = mailQueueStore(database)
  const asked = queued(commune, [`marie@${partner}`, `paul@${partner}`], {
    held: true,
    leak: { counts: { nir: 2 }, cause: 'nir', justification: null, person: null },
  })
  const unwanted = queued(commune, [`zoe@${partner}`])
  const others = [queued(commune, [`ancien@${partner}`]), queued(commune, [`ancienne@${partner}`])]
  for (const message of [asked, unwanted, ...others]) await queue.enqueue(message)
  await database.pool.query(
    `insert into bounce_count values ($1, $2, 'orange.test', 'unknown-recipient', (now() at time zone 'Europe/Paris')::date, 4),
       ($1, $2, 'gmail.test', 'policy', (now() at time zone 'Europe/Paris')::date - 1, 1)`,
    [commune, domain],
  )
  await database.pool.query(
    "insert into suppressed_address (address, until, kind, reply) values ('ancienne@orange.test', now() + interval '30 days', 'unknown-recipient', '550 5.1.1 unknown')",
  )
  await database.pool.query(
    `insert into tls_count values ((now() at time zone 'UTC')::date - 1, 'orange.test', 'mx1.orange.test', 'sts', 'certificate-expired', 3),
       ((now() at time zone 'UTC')::date, 'orange.test', 'mx1.orange.test', 'sts', 'success', 1240),
       ((now() at time zone 'UTC')::date, 'gmail.test', 'mx.gmail.test', 'tlsa', 'success', 812)`,
  )
  return {
    asked: asked.queueId,
    unwanted: unwanted.queueId,
    others: others.map(({ queueId }) => queueId),
  }
}

export async function lookAtDeliverability(panel: Panel, page: Page): Promise<void> {
  await page.goto('/delivrabilite')
  await heading(page, 'Délivrabilité').waitFor()
  await page.getByRole('link', { name: domain }).waitFor()
  await panel.looker.look(page, 'delivrabilite')
  await page.getByRole('link', { name: domain }).click()
  await heading(page, domain).waitFor()
  // Our own zone shows where its mail goes and who may send.
  // A resolver that was silent for a moment leaves a record unchecked: the page asks again when it is opened again.
  const receiving = page.getByRole('listitem').filter({ hasText: 'Réception (MX)' })
  await expect
    .poll(async () => {
      await page.reload()
      return await receiving.textContent()
    })
    .toContain('Correct')
  await panel.looker.look(page, 'delivrabilite-domaine')
  await page.goto('/delivrabilite/envoi')
  await page.getByText('Personne ne la voit depuis Internet').first().waitFor()
  await panel.looker.look(page, 'delivrabilite-envoi')
  await page.goto('/delivrabilite/chiffrement')
  await page.getByText('Le certificat n’est pas en cours de validité (3)').waitFor()
  await panel.looker.look(page, 'delivrabilite-chiffrement')
  await page.goto('/delivrabilite/echecs')
  await page.getByText('Cette adresse n’existe pas chez le destinataire.').waitFor()
  await panel.looker.look(page, 'delivrabilite-echecs')
  await page.goto('/delivrabilite/adresses')
  await page.getByRole('row', { name: /ancienne@orange/ }).waitFor()
  await panel.looker.look(page, 'delivrabilite-adresses')
  await page.getByRole('button', { name: 'Rétablir' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Rétablir' }).click()
  await page.getByRole('heading', { name: 'Aucune adresse écartée' }).waitFor()
}

const openDatabase = ({ stack }: Panel) =>
  openAsOwner({ spec: demoSpec(), paths: pathsFor(stack.state), ports: portsFrom(stack.portBase) })
