import { expect, test } from 'vitest'
import { authenticate } from '#mail/inbound/authentication/authenticate.ts'
import { deliver } from '#mail/inbound/delivery/deliver.ts'
import { closeEnvelope } from '#mail/inbound/envelope/close-envelope.ts'
import type { EarlyScan } from '#mail/inbound/filtering/early-scan.ts'
import { type FilteringParts, filter } from '#mail/inbound/filtering/filter.ts'
import { decideForAll } from '#mail/inbound/policy/decide-for-all.ts'
import type { Authenticated, Enveloped, Filtered, Received } from '#mail/inbound/stages.ts'

type Parts<Stage extends (mail: never, parts: never) => unknown> = Parameters<Stage>[1]

test('a skipped stage → does not compile', () => {
  const trespasses = [
    // @ts-expect-error the envelope is not closed
    (mail: Received, parts: Parts<typeof authenticate>) => authenticate(mail, parts),
    // @ts-expect-error not authenticated
    (mail: Enveloped, scan: EarlyScan, parts: FilteringParts) => filter(mail, scan, parts),
    // @ts-expect-error not filtered
    (mail: Authenticated, policy: Parts<typeof decideForAll>) => decideForAll(mail, policy),
    // @ts-expect-error not decided
    (mail: Filtered, parts: Parts<typeof deliver>) => deliver(mail, parts),
    // @ts-expect-error going back
    (mail: Filtered) => closeEnvelope(mail),
  ]
  expect(trespasses).toHaveLength(5)
})
