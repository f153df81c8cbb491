import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { account, person, session, verification } from '#db/schema/person.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { hashPassword, verifyPassword } from '#identity/password-hash.ts'
import { claire, makeSaulieu } from '#test/support/database/commune.ts'
import { startDatabase } from '#test/support/database/postgresql.ts'

test('a seeded person signs in through better-auth as vm_webmail; another password → refused', async () => {
  await using postgresql = await startDatabase()
  await using owner = postgresql.open('vm_owner')
  const made = await makeSaulieu(owner)
  await hostingStore(owner).putPasswordHash(made.person, await hashPassword(new Secret('Morvan-2026-vert')))
  await using webmail = postgresql.open('vm_webmail')
  const auth = betterAuth({
    baseURL: 'http://localhost:24800',
    secret: 'a-secret-of-this-test-that-is-long-enough',
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: drizzleAdapter(webmail.drizzle, {
      provider: 'pg',
      schema: { user: person, session, account, verification },
    }),
    // Persons are made by an administrator, never by a sign-up.
    user: { additionalFields: { communeId: { type: 'string', required: true, input: false } } },
    advanced: { database: { generateId: 'uuid' } },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      password: {
        hash: (password) => hashPassword(new Secret(password)),
        verify: ({ hash, password }) => verifyPassword(new Secret(password), hash),
      },
    },
  })
  const signedIn = await auth.api.signInEmail({ body: { email: claire, password: 'Morvan-2026-vert' } })
  expect(signedIn.user).toMatchObject({ id: made.person, email: claire, name: 'Claire Garnier' })
  const stored = await owner.pool.query('select person_id from session')
  expect(stored.rows).toEqual([{ person_id: made.person }])
  const wrong = auth.api.signInEmail({ body: { email: claire, password: 'Morvan-2026-bleu' } })
  await expect(wrong).rejects.toThrow('Invalid')
})
