// What mailauth finds in a message must not depend on how it is handed over (docs/decisions/0010-private-members-of-mailauth.md).

import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { authenticate, dkimSign } from 'mailauth'
import { expect, test } from 'vitest'
import { bodyInMemory, type MessageContent } from '#core/message/message-content.ts'
import { VerifierInput } from '#mail/inbound/authentication/verifier-input.ts'

const key = generateKeyPairSync('rsa', {
  modulusLength: 1024,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'der' },
})
const records: Readonly<Record<string, string>> = {
  's1._domainkey.away.test': `v=DKIM1; k=rsa; p=${key.publicKey.toString('base64')}`,
  '_dmarc.away.test': 'v=DMARC1; p=reject',
}

async function resolver(name: string, type: string): Promise<string[][]> {
  const record = records[name]
  if (type === 'TXT' && record !== undefined) return [[record]]
  throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
}

const options = {
  ip: '192.0.2.1',
  helo: 'client.test',
  sender: 's@away.test',
  mta: 'mx.ours.test',
  resolver,
  disableBimi: true,
}

async function signed(
  head: string,
  body: string,
  canonicalization: string,
  headerList = 'from:subject',
): Promise<string> {
  const message = `${head}\r\n\r\n${body}`
  const signer = { signingDomain: 'away.test', selector: 's1', privateKey: key.privateKey }
  const options = { canonicalization, headerList, ...signer, signatureData: [signer] }
  const { signatures } = await dkimSign(message, options)
  return signatures + message
}

function split(message: string): { readonly head: Buffer; readonly body: Buffer } {
  const whole = Buffer.from(message)
  const end = whole.indexOf('\r\n\r\n')
  const length = end < 0 ? whole.length : end + 4
  return { head: whole.subarray(0, length), body: whole.subarray(length) }
}

const inMemory = (message: string): MessageContent => {
  const { head, body } = split(message)
  return { head, body: bodyInMemory(body) }
}

/** As from a spool: in pieces of `size`. */
const inPieces = (message: string, size: number): MessageContent => {
  const { head, body } = split(message)
  return {
    head,
    body: {
      bytes: body.length,
      whole: null,
      async *chunks() {
        for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size)
      },
    },
  }
}

async function results(input: VerifierInput | Buffer) {
  const { dkim, dmarc, headers } = await authenticate(input, options)
  return {
    dkim: dkim.results.map(({ status }) => status.result),
    dmarc: dmarc === false ? 'none' : dmarc.status.result,
    from: dkim.headerFrom,
    headers,
  }
}

const head = 'From: S <s@away.test>\r\nSubject: x'

test.each(['relaxed/relaxed', 'simple/simple', 'relaxed/simple', 'simple/relaxed'])(
  '%s, spaces, tabs, empty lines → dkim=pass, as from one buffer',
  async (canonicalization) => {
    const message = await signed(head, 'a  b\t c \r\n\r\n.\r\n\r\n\r\n', canonicalization)
    const expected = await results(Buffer.from(message))
    expect(expected.dkim).toEqual(['pass'])
    expect(await results(new VerifierInput(inMemory(message)))).toEqual(expected)
    for (const size of [1, 2, 3, 7, 64])
      expect(await results(new VerifierInput(inPieces(message, size)))).toEqual(expected)
  },
)

test('a changed body → dkim=fail', async () => {
  const message = (await signed(head, 'pay 10', 'relaxed/relaxed')).replace('pay 10', 'pay 99')
  expect((await results(new VerifierInput(inMemory(message)))).dkim).not.toContain('pass')
})

test.each([
  ['no body and no empty line', 'From: s@away.test\r\n'],
  ['no body', 'From: s@away.test\r\n\r\n'],
  ['an empty header section', '\r\nbody\r\n'],
  ['nothing', ''],
])('%s → as from one buffer', async (_, message) => {
  expect(await results(new VerifierInput(inMemory(message)))).toEqual(await results(Buffer.from(message)))
})

test('any body, in pieces of any size → as from one buffer', async () => {
  const line = fc.string({ unit: fc.constantFrom('a', ' ', '\t', 'é', '.', '=', '-'), maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 12 }),
      fc.integer({ min: 1, max: 40 }),
      async (lines, size) => {
        const message = await signed(head, lines.map((each) => `${each}\r\n`).join(''), 'relaxed/relaxed')
        const expected = await results(Buffer.from(message))
        expect(await results(new VerifierInput(inMemory(message)))).toEqual(expected)
        expect(await results(new VerifierInput(inPieces(message, size)))).toEqual(expected)
      },
    ),
    { numRuns: 60 },
  )
})

test('any header section of fields → as from one buffer', async () => {
  const name = fc.constantFrom('From', 'fROM ', 'Subject\t', 'X-Odd', 'To', 'Received', '!')
  const fold = fc.constantFrom('\r\n ', '\r\n\t', '\r\n \r\n\t', 'é', ':', '<a@away.test>', ' ', 'x')
  const field = fc
    .tuple(name, fc.array(fold, { maxLength: 6 }))
    .map(([key, pieces]) => `${key}: ${pieces.join('')}\r\n`)
  await fc.assert(
    fc.asyncProperty(fc.array(field, { maxLength: 8 }), async (fields) => {
      const message = await signed(`${head}\r\n${fields.join('')}`.slice(0, -2), 'x\r\n', 'relaxed/relaxed')
      expect(await results(new VerifierInput(inMemory(message)))).toEqual(await results(Buffer.from(message)))
    }),
    { numRuns: 60 },
  )
})

test('a signature over Received, a Received of 900 kB → dkim=pass, and read as a field among others', async () => {
  const hop = `Received: ${'"a" '.repeat(225_000)}; Wed, 25 Nov 2026 10:00:00 +0100`
  const message = await signed(`${hop}\r\n${head}`, 'x\r\n', 'relaxed/relaxed', 'from:received')
  expect((await results(new VerifierInput(inMemory(message)))).dkim).toEqual(['pass'])
})

test.each([
  [399, ['neutral', 'pass']],
  [400, ['neutral']],
])('%i signatures of others above a good one → of all there are: %j', async (count, expected) => {
  const strange = 'DKIM-Signature: v=1; a=rsa-sha256; d=away.test; s=s1; h=from; bh=eA==; b=eA==\r\n'
  const message = strange.repeat(count) + (await signed(head, 'x\r\n', 'relaxed/relaxed'))
  expect([...new Set((await results(new VerifierInput(inMemory(message)))).dkim)].sort()).toEqual(expected)
})

test('140,000 fields → read, and nothing throws where nobody catches', async () => {
  const message = `${head}\r\n${'!: a\r\n'.repeat(140_000)}\r\nx\r\n`
  expect((await results(new VerifierInput(inMemory(message)))).from).toEqual(['s@away.test'])
})

test('a field folded 80,000 times → read in one pass', async () => {
  const folded = `${head}\r\nX-Long: ${'xxxxxxxxxx\r\n '.repeat(80_000)}x`
  const { from } = await results(new VerifierInput(inMemory(`${folded}\r\n\r\nx\r\n`)))
  expect(from).toEqual(['s@away.test'])
})

const attachment = `${'QUJDREVGR0hJSktM'.repeat(4)}\r\n`.repeat(600)

test.each([
  ['an attachment', attachment],
  ['text with spaces to be changed, then an attachment', `a  b \r\n\tc\r\n${attachment}`],
  ['an attachment, then text with spaces to be changed', `${attachment}a  b \r\n\tc\r\n`],
  ['a line longer than a piece', `${'x'.repeat(40_000)}\r\n${attachment}`],
  ['a long line with spaces to be changed', `${'x  y'.repeat(10_000)} \r\n${attachment}`],
  ['empty lines between and behind', `${attachment}${'\r\n'.repeat(20_000)}${attachment}\r\n\r\n`],
  ['empty lines alone', '\r\n'.repeat(20_000)],
  ['an attachment without the end of its last line', `${attachment}QUJD `],
])('%s, whichever canonicalization → dkim=pass, as from one buffer', async (_, body) => {
  for (const canonicalization of ['relaxed/relaxed', 'relaxed/simple']) {
    const message = await signed(head, body, canonicalization)
    const expected = await results(Buffer.from(message))
    expect(expected.dkim).toEqual(['pass'])
    expect(await results(new VerifierInput(inMemory(message)))).toEqual(expected)
    for (const size of [4_099, 16_384, 131_072])
      expect(await results(new VerifierInput(inPieces(message, size)))).toEqual(expected)
  }
})

test('one octet of an attachment changed → dkim=fail', async () => {
  const message = (await signed(head, attachment, 'relaxed/relaxed')).replace(/M\r\n$/, 'N\r\n')
  expect((await results(new VerifierInput(inMemory(message)))).dkim).not.toContain('pass')
})

test('a part of the body signed (l=), and more behind it → what is not signed is counted as from one buffer', async () => {
  const signer = {
    signingDomain: 'away.test',
    selector: 's1',
    privateKey: key.privateKey,
    maxBodyLength: 5_000,
  }
  const message = `${head}\r\n\r\n${attachment}`
  const { signatures } = await dkimSign(message, {
    canonicalization: 'relaxed/relaxed',
    ...signer,
    signatureData: [signer],
  })
  const whole = signatures + message
  const lengths = async (input: VerifierInput | Buffer) => {
    const { dkim } = await authenticate(input, options)
    return dkim.results.map(({ status, ...rest }) => [
      status.result,
      Object.entries(rest).filter(([name]) => /length|bytes/i.test(name)),
    ])
  }
  expect(await lengths(new VerifierInput(inMemory(whole)))).toEqual(await lengths(Buffer.from(whole)))
})

test('a signed body that breaks off → the verification fails, nothing hangs', async () => {
  const content: MessageContent = {
    head: split(await signed(head, 'half', 'relaxed/relaxed')).head,
    body: {
      bytes: 10,
      whole: null,
      async *chunks() {
        yield Buffer.from('half')
        throw new Error('the spool broke off')
      },
    },
  }
  await expect(authenticate(new VerifierInput(content), options)).rejects.toThrow('broke off')
})
