// A passkey belongs to a domain (RP ID, WebAuthn level 3 §5.1.3): which one, the installation says.

import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { Secret } from '#core/secret.ts'
import { PerActorSemaphore } from '#db/per-actor-semaphore.ts'
import { openAuthentication } from '#identity/authentication/authentication.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { owner } = await saulieuDatabase()
const limits = { atOnce: 1, patienceMilliseconds: 1000 }

async function domainAt(origin: string, passkeyDomain: string | null): Promise<unknown> {
  const { serve } = openAuthentication({
    ...{ database: owner, clock: systemClock, origin, passkeyDomain, issuer: 'Vaguemestre' },
    ...{ key: new Secret('a key for sessions in this test only'), cookiePrefix: 'vaguemestre' },
    turns: { asking: new PerActorSemaphore(limits), changes: new PerActorSemaphore(limits) },
  })
  const request = new Request(`${origin}/api/auth/passkey/generate-authenticate-options`)
  const options: unknown = await (await serve(request, '192.0.2.1')).json()
  return options
}

test.each(['https://mail.cotedor.test', 'https://admin.cotedor.test'])(
  'a domain that both interfaces lie in → %s asks for passkeys of that domain; none → for those of its host',
  async (origin) => {
    expect(await domainAt(origin, 'cotedor.test')).toMatchObject({ rpId: 'cotedor.test' })
    expect(await domainAt(origin, null)).toMatchObject({ rpId: new URL(origin).hostname })
  },
)
