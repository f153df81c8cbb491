// The gateway under test on a real PostgreSQL, wired as its process wires it.

import { randomBytes } from 'node:crypto'
import { systemClock } from '#core/clock.ts'
import type { GatewayConfig } from '#core/config/gateway-config.ts'
import type { Event } from '#core/event.ts'
import { Secret } from '#core/secret.ts'
import { openGatewayStores } from '#mail/gateway-stores.ts'
import { keyEncryption } from '#mail/signing/key-encryption.ts'
import type { TestDatabase } from '../database/postgresql.ts'
import { type GatewayUnderTest, gatewayUnderTest } from './gateway-under-test.ts'
import { testPolicy } from './test-policy.ts'

export interface GatewayOnDatabase extends AsyncDisposable {
  readonly run: GatewayUnderTest
  /** What the stores logged. */
  readonly events: Event[]
}

export async function gatewayOnDatabase(
  postgresql: TestDatabase,
  changes: Partial<GatewayConfig> = {},
): Promise<GatewayOnDatabase> {
  await using opened = new AsyncDisposableStack()
  const events: Event[] = []
  const note = (event: Event): void => void events.push(event)
  const database = opened.use(postgresql.open('vm_gateway'))
  const stores = opened.use(
    openGatewayStores(database, {
      policy: testPolicy,
      clock: systemClock,
      keyEncryption: keyEncryption(new Secret(randomBytes(32).toString('base64url'))),
      log: { info: note, warn: note, error: note },
    }),
  )
  const { [Symbol.asyncDispose]: _, ...ports } = stores
  const run = opened.use(await gatewayUnderTest(changes, ports))
  const all = opened.move()
  return { run, events, [Symbol.asyncDispose]: () => all.disposeAsync() }
}
