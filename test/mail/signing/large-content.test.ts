// In a file of its own, so that no garbage of other tests is counted.

import { setInterval } from 'node:timers'
import { expect, test } from 'vitest'
import { dkimSignatures } from '#mail/signing/sign.ts'
import { keysOfSaulieu, saulieu } from '#test/support/signing/signing-keys-of.ts'

test('25 MB that need a look at each octet → no copy is made, and others have their turn meanwhile', async () => {
  const head = 'From: accueil@mairie-saulieu.test\r\nSubject: Plan\r\n\r\n'
  const content = Buffer.alloc(25 << 20, `${'ligne  de texte\t'.repeat(4)}\r\n`)
  content.write(head)
  const before = process.memoryUsage().arrayBuffers
  const seen: number[] = []
  const watch = setInterval(() => seen.push(process.memoryUsage().arrayBuffers - before))
  const signatures = await dkimSignatures(content, saulieu, {
    keys: keysOfSaulieu,
    clock: { now: () => Date.now() },
  })
  clearInterval(watch)
  expect(signatures).toContain('a=rsa-sha256')
  expect(seen.length).toBeGreaterThan(10)
  expect(Math.max(...seen)).toBeLessThan(4 << 20)
})
