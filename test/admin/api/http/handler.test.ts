import { expect, test } from 'vitest'
import { z } from 'zod'
import { implement } from '#admin/api/http/handler.ts'
import { routeTable } from '#http/contract/route.ts'

const answer = z.object({ actor: z.unknown() })

test('a route for anyone → its handler knows no actor, or it does not compile', () => {
  const table = routeTable({
    'GET /open': { permission: 'anyone', summary: 'Open.', answer },
    'POST /open': { permission: 'anyone', summary: 'Open.', answer },
    'GET /own': { permission: 'self', summary: 'One’s own.', answer },
  })
  const routes = implement(table, {
    // @ts-expect-error nobody need be signed in
    'GET /open': async (_, { actor }) => ({ actor }),
    // @ts-expect-error nobody need be signed in
    'POST /open': async (_, { actor }) => ({ actor }),
    'GET /own': async (_, { actor }) => ({ actor }),
  })
  expect(routes.map(({ name }) => name)).toEqual(['GET /open', 'POST /open', 'GET /own'])
})
