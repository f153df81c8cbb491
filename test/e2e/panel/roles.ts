// What each role may see: every place of an administrator, and what the others find and miss.

import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { z } from 'zod'
import { openAsOwner } from '#cli/open-as-owner.ts'
import type { CommuneId } from '#core/address/directory.ts'
import { Secret } from '#core/secret.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { hashPassword } from '#identity/password-hash.ts'
import { demoSpec } from '#stack/spec/demo-spec.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { portsFrom } from '#stack/spec/ports.ts'
import { address } from '#test/support/database/commune.ts'
import { heading, type Panel } from './panel.ts'
import { addAuthenticator, password, signIn } from './people.ts'

/** Name of the picture, path, title. */
export const places = [
  ['a-traiter-plus-tard', '/', 'À traiter'],
  ['communes', '/communes', 'Communes'],
  ['boites', '/boites', /Boîtes/],
  ['modeles', '/boites/modeles', /Boîtes/],
  ['personnes', '/personnes', 'Personnes'],
  ['securite', '/securite', 'Sécurité'],
  ['fuites', '/fuites', 'Fuites de données'],
  ['journal', '/journal', 'Journal'],
  ['equipe', '/equipe', 'Équipe et rôles'],
  ['etat', '/etat', /État/],
  ['compte', '/compte', /./],
] as const

type Visitor = readonly [
  role: 'auditor' | 'support' | 'member',
  sees: readonly string[],
  misses: readonly string[],
]

export const visitors: readonly Visitor[] = [
  ['auditor', ['À traiter', 'Communes', 'Journal', 'Délivrabilité'], ['Accueillir']],
  ['support', ['À traiter', 'Communes', 'Suivi des messages', 'File d’attente'], ['Accueillir']],
  ['member', ['Mon compte'], ['Communes', 'Quarantaine', 'File d’attente', 'Journal']],
]

export async function visitAs(panel: Panel, [role, sees, misses]: Visitor): Promise<void> {
  await using database = openDatabase(panel)
  const hosting = hostingStore(database)
  const { rows } = await database.pool.query<{ id: string; kind: 'commune' | 'department' }>(
    "select id, kind from commune where name in ('Saulieu', 'Côte-d’Or') order by kind",
  )
  const tenant = rows.find(({ kind }) => (kind === 'department') === (role !== 'member'))
  const email = address(`${role}@visitors.test`)
  const person = await hosting.putPerson({
    commune: z
      .uuid()
      .transform((id) => id as CommuneId)
      .parse(tenant?.id),
    tenantKind: role === 'member' ? 'commune' : 'department',
    role,
    name: `Visiteur ${role}`,
    email,
  })
  await hosting.putPasswordHash(person, await hashPassword(new Secret(password)))
  await using visitor = await panel.visit()
  await signIn(visitor.page, email, null)
  if (role !== 'member') {
    await heading(visitor.page, 'Ajoutez un second facteur').waitFor()
    await addAuthenticator(visitor.page)
    await visitor.page.getByRole('button', { name: 'Je les ai rangés en lieu sûr' }).click()
  }
  await visitor.page.getByRole('navigation').first().waitFor()
  await panel.looker.look(visitor.page, `role-${role}`)
  if (role === 'member') await leaveAuthenticator(visitor.page)
  for (const link of sees)
    expect(await visitor.page.getByRole('link', { name: link }).count(), link).toBeGreaterThan(0)
  for (const link of misses)
    expect(await visitor.page.getByRole('link', { name: link }).count(), link).toBe(0)
}

/** Who has no second factor begins one, and leaves it by the button that every dialog has. */
async function leaveAuthenticator(page: Page): Promise<void> {
  await page.goto('/compte/securite')
  await page.getByRole('button', { name: 'Utiliser une application de codes' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

const openDatabase = ({ stack }: Panel) =>
  openAsOwner({ spec: demoSpec(), paths: pathsFor(stack.state), ports: portsFrom(stack.portBase) })
