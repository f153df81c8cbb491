// What we sign, as rspamd sees it. A first start on a machine compiles rspamd's patterns.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { arcSet } from '#mail/signing/arc-set.ts'
import { dkimSignatures } from '#mail/signing/sign.ts'
import type { GeneratedFile } from '#stack/generate/generated-file.ts'
import { generateRspamd } from '#stack/generate/rspamd.ts'
import type { Installation } from '#stack/installation.ts'
import { type RealRspamd, startRspamd } from '#test/support/daemons/rspamd.ts'
import { keysOfSaulieu, saulieu, saulieuKeys, saulieuRecords } from '#test/support/signing/signing-keys-of.ts'

/** Without the module that takes the gateway's word for SPF, DKIM and DMARC and never looks itself; and with ARC. */
const onItsOwn = (installation: Installation): readonly GeneratedFile[] =>
  generateRspamd(installation).map((file) => {
    if (file.path.endsWith('/http_headers.conf')) return { ...file, content: 'enabled = false;\n' }
    if (file.path.endsWith('/local.d/arc.conf')) return { ...file, content: 'enabled = true;\n' }
    return file
  })

let real: RealRspamd
beforeAll(async () => {
  real = await startRspamd((installation) => installation, onItsOwn)
  for (const [question, answer] of saulieuRecords) real.dns.records.set(question, answer)
  real.dns.records.set(`TXT _dmarc.${saulieu}`, ['v=DMARC1; p=reject'])
}, 200_000)
afterAll(() => real?.[Symbol.asyncDispose](), 60_000)

const answer = z.object({
  symbols: z.record(z.string(), z.object({ options: z.array(z.string()).optional() })),
})

async function symbolsOf(message: string) {
  const response = await fetch(`http://127.0.0.1:${real.installation.ports.rspamd}/checkv2`, {
    method: 'POST',
    body: message,
    headers: {
      IP: '192.0.2.5',
      Hostname: 'mail.cotedor.test',
      From: `mairie@${saulieu}`,
      Rcpt: 'x@away.test',
    },
  })
  return answer.parse(await response.json()).symbols
}

const letter = [
  `From: Mairie <mairie@${saulieu}>`,
  'To: x@away.test',
  'Subject: Conseil',
  `Message-ID: <1@${saulieu}>`,
  'Date: Wed, 25 Nov 2026 01:00:00 +0000',
  '',
  'Bonjour  à tous. \r\n',
].join('\r\n')

const clock = { now: () => Date.now() }
const signed = async () =>
  (await dkimSignatures(Buffer.from(letter), saulieu, { keys: keysOfSaulieu, clock })) + letter

test('both signatures → rspamd allows both, and DMARC by them', async () => {
  const symbols = await symbolsOf(await signed())
  expect(symbols.R_DKIM_ALLOW?.options?.toSorted()).toEqual([`${saulieu}:s=e1`, `${saulieu}:s=r1`])
  expect(symbols).toHaveProperty('DMARC_POLICY_ALLOW')
})

test('the body changed → rspamd rejects both', async () => {
  const symbols = await symbolsOf((await signed()).replace('Bonjour', 'Bonsoir'))
  expect(symbols.R_DKIM_ALLOW).toBeUndefined()
  expect(symbols.R_DKIM_REJECT?.options).toHaveLength(2)
})

test('an ARC set on top → rspamd allows the chain, and no longer when the body changed', async () => {
  const [key] = saulieuKeys
  if (key === undefined) throw new Error('no key')
  const results = 'mail.cotedor.test; dmarc=pass header.from=mairie-saulieu.test'
  const message = await signed()
  const set = await arcSet(Buffer.from(message), { key, results, chain: 'none', at: new Date() })
  expect(await symbolsOf(set + message)).toHaveProperty('ARC_ALLOW')
  expect(await symbolsOf(set + message.replace('Bonjour', 'Bonsoir'))).toHaveProperty('ARC_REJECT')
})
