// Every route that there is, asked by everybody who may not: written once, and true of routes that are yet to come.

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { allRoutes } from '#admin/api/app.ts'
import type { RegisteredRoute } from '#admin/api/http/handler.ts'
import type { CommuneId } from '#core/address/directory.ts'
import { permissions, type Role, roles } from '#core/contract.ts'
import type { Database } from '#db/connection.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { needsSecondFactor, permissionsOf } from '#identity/permissions.ts'
import { type Browser, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'
import { type Filling, filledPath, fillParameters } from '#test/support/admin/route-parameters.ts'
import { arbitraryOf } from '#test/support/admin/schema-arbitrary.ts'
import { claire, mairie, saulieu } from '#test/support/database/commune.ts'

let admin: TestAdmin
let owner: Database
let filling: Filling
let browsers: ReadonlyMap<Role, Browser>
let careless: ReadonlyMap<Role, Browser>
let neighbour: Browser
let neighbourCommune: CommuneId
beforeAll(async () => {
  admin = await startTestAdmin()
  owner = admin.postgresql.open('vm_owner')
  filling = await fillParameters(admin, owner)
  const signedIn = async (factor: 'password' | 'two-factor') =>
    new Map(
      await Promise.all(roles.map(async (role) => [role, await admin.signIn({ role, factor })] as const)),
    )
  browsers = await signedIn('two-factor')
  careless = await signedIn('password')
  neighbourCommune = await hostingStore(owner).putCommune({
    ...{ departmentId: admin.saulieu.departmentId, name: 'Semur', inseeCode: '21603' },
    ...{ siren: null, population: null },
  })
  neighbour = await admin.signIn({ role: 'manager', commune: neighbourCommune })
})
afterAll(async () => {
  await owner[Symbol.asyncDispose]()
  await admin[Symbol.asyncDispose]()
})

const named = allRoutes.map((route) => [route.name, route] as const)
const methodOf = ({ name }: RegisteredRoute) => name.split(' ')[0] ?? ''
const pathOf = ({ name }: RegisteredRoute) => name.split(' ')[1] ?? ''
const hasParameters = (route: RegisteredRoute) => pathOf(route).includes('{')
const askedAs = (route: RegisteredRoute) => `${methodOf(route)} ${filledPath(pathOf(route), filling)}`
const codeOf = async (answer: Response) => ((await answer.json()) as { code?: string }).code

test.each(named)('%s → has a declared permission, and every parameter a real row', (_, route) => {
  expect([...permissions, 'self', 'anyone']).toContain(route.definition.permission)
  expect(() => filledPath(pathOf(route), filling)).not.toThrow()
})

test.each(named.filter(([, { definition }]) => definition.permission !== 'anyone'))(
  '%s, asked by nobody → 401',
  async (_, route) => {
    expect((await admin.stranger.ask(askedAs(route), { body: bodyless(route) })).status).toBe(401)
  },
)

describe.each(roles)('the role %s', (role) => {
  const without = named.filter(
    ([
      ,
      {
        definition: { permission },
      },
    ]) => {
      return permission !== 'self' && permission !== 'anyone' && !permissionsOf(role).has(permission)
    },
  )
  test.each(without)('asks %s without the permission → 403', async (_, route) => {
    const answer = await browsers.get(role)?.ask(askedAs(route), { body: bodyless(route) })
    expect(answer?.status).toBe(403)
  })

  const closed = named.filter(([, { definition }]) => {
    return (
      needsSecondFactor(role) && definition.permission !== 'anyone' && definition.beforeSecondFactor !== true
    )
  })
  test.each(closed)('asks %s with a password alone → 403', async (_, route) => {
    const answer = await careless.get(role)?.ask(askedAs(route), { body: bodyless(route) })
    expect(answer?.status).toBe(403)
    expect(answer && (await codeOf(answer))).toBe('second-factor-missing')
  })
})

const bodyless = (route: RegisteredRoute) => (route.definition.body === undefined ? undefined : {})

/** What the schema takes, with the commune of the rows that are not theirs wherever one is named. */
function bodiesFor({ definition: { body } }: RegisteredRoute): readonly unknown[] {
  if (body === undefined) return [undefined]
  const samples = fc.sample(arbitraryOf(body), { numRuns: 30, seed: 7 })
  return samples.filter((sample) => body.safeParse(sample).success).map(inSaulieu)
}

const inSaulieu = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'commune' in body
    ? { ...body, commune: admin.saulieu.commune }
    : body

const changes = async () => {
  const { rows } = await owner.pool.query('select coalesce(max(id), 0)::int as last from audit')
  return rows[0].last
}

describe('a manager of another commune', () => {
  const theirs = named.filter(([, route]) => hasParameters(route) && route.definition.permission !== 'anyone')
  test.each(theirs)(
    'asks %s for a row that is not theirs → 403 or 404, and nothing is changed',
    async (_, route) => {
      const before = await changes()
      const bodies = bodiesFor(route)
      expect(bodies.length, 'no body that the schema takes was found').toBeGreaterThan(0)
      for (const body of bodies.slice(0, 3)) {
        const answer = await neighbour.ask(askedAs(route), { body })
        expect([403, 404], `${JSON.stringify(body)} → ${await answer.text()}`).toContain(answer.status)
      }
      expect(await changes()).toBe(before)
    },
  )

  const lists = named.filter(([, route]) => {
    return methodOf(route) === 'GET' && !hasParameters(route) && route.definition.permission !== 'anyone'
  })
  test.each(lists)('asks %s → nothing of this commune is in the answer', async (_, route) => {
    const answer = await neighbour.ask(route.name)
    const text = await answer.text()
    const given = [answer.status === 200 ? text : '']
    if (route.definition.query?.shape.commune !== undefined) {
      const named = await neighbour.ask(`${route.name}?commune=${admin.saulieu.commune}`)
      given.push(await named.text())
    }
    for (const word of [admin.saulieu.commune, saulieu, claire, mairie, filling.queueId ?? ''])
      for (const one of given) expect(one).not.toContain(word)
  })

  const inBody = named.filter(
    ([
      ,
      {
        definition: { body },
      },
    ]) => {
      return body instanceof z.ZodObject && body.shape.commune !== undefined
    },
  )
  test.each(inBody)(
    'asks %s with this commune named in the body → refused, and nothing is changed',
    async (_, route) => {
      const before = await changes()
      for (const body of bodiesFor(route).slice(0, 3)) {
        const answer = await neighbour.ask(askedAs(route), { body })
        expect([403, 404], `${JSON.stringify(body)} → ${await answer.text()}`).toContain(answer.status)
      }
      expect(await changes()).toBe(before)
    },
  )

  test('asks for their own commune → 200: the tests above are about whose it is, and nothing else', async () => {
    expect((await neighbour.ask(`GET /communes/${neighbourCommune}`)).status).toBe(200)
  })
})
