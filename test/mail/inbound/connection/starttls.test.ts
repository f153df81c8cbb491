import { once } from 'node:events'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import tls from 'node:tls'
import { expect, test } from 'vitest'
import { watchCertificate } from '#mail/session/certificate.ts'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { smtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'
import { secured, upgrade } from '#test/support/gateway/starttls.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'
import { writeCertificate } from '#test/support/world/certificate.ts'

test('STARTTLS → EHLO again, no STARTTLS offered, ESMTPS with the cipher in Received', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await secured(run)
  dialogue.send('MAIL FROM:<s@away.test>\r\n')
  expect(await dialogue.reply()).toMatch(/^503/)
  dialogue.send('EHLO client.test\r\n')
  expect(await dialogue.reply()).not.toContain('STARTTLS')
  await dialogue.run('C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<a@ours.test>\nS: 250\nC: DATA\nS: 354')
  dialogue.send('From: s@away.test\r\n\r\nx\r\n.\r\n')
  expect(await dialogue.reply()).toMatch(/^250/)
  expect(run.lmtp.delivered[0]?.message).toMatch(/with ESMTPS \(TLSv1\.3 TLS_[A-Z0-9_]+\)\r\n/)
})

/** Beneath a usual set of ciphers OpenSSL refuses old versions by itself, whatever we say. */
function withAllCiphers(): Disposable {
  const usual = tls.DEFAULT_CIPHERS
  tls.DEFAULT_CIPHERS = 'DEFAULT@SECLEVEL=0'
  return {
    [Symbol.dispose]: () => {
      tls.DEFAULT_CIPHERS = usual
    },
  }
}

test('TLS 1.1, where OpenSSL would take it → handshake refused', async () => {
  using _ciphers = withAllCiphers()
  await using run = await gatewayUnderTest()
  await using plain = await run.greeted()
  await plain.run('C: STARTTLS\nS: 220')
  const socket = upgrade(plain, 'TLSv1.1')
  const [error] = await once(socket, 'error')
  expect(error).toBeInstanceOf(Error)
})

test('commands behind STARTTLS in the same piece → never run', async () => {
  await using run = await gatewayUnderTest()
  await using plain = await run.greeted()
  plain.send(
    `STARTTLS\r\n${'NOOP\r\n'.repeat(300)}EHLO evil.test\r\nMAIL FROM:<evil@away.test>\r\nRCPT TO:<a@ours.test>\r\n`,
  )
  expect(await plain.reply()).toMatch(/^220/)
  const socket = upgrade(plain)
  await once(socket, 'secureConnect')
  await using dialogue = smtpDialogue(run.port, socket)
  await dialogue.run(
    'C: RCPT TO:<a@ours.test>\nS: 503\nC: EHLO client.test\nS: 250\nC: RCPT TO:<a@ours.test>\nS: 503',
  )
})

test.each([
  ['a transaction', 'EHLO evil.test\r\nMAIL FROM:<evil@away.test>\r\nRCPT TO:<a@ours.test>\r\n'],
  ['a whole message', 'MAIL FROM:<>\r\nRCPT TO:<a@ours.test>\r\nDATA\r\nFrom: a@b.test\r\n\r\nx\r\n.\r\n'],
  ['DATA', 'DATA\r\n'],
  ['a command without its end', 'MAIL FROM:<evil@aw'],
  ['a line break', '\r\n'],
  ['STARTTLS again', 'STARTTLS\r\n'],
  ['QUIT', 'QUIT\r\n'],
  ['BDAT', 'BDAT 6 LAST\r\nevil\r\n'],
  ['a bare LF', 'NOOP\n'],
  ['many lines', 'NOOP\r\n'.repeat(2000)],
])(
  '%s behind STARTTLS, in the piece of a transaction → discarded, the session begins anew',
  async (_what, behind) => {
    await using run = await gatewayUnderTest()
    await using plain = await run.greeted()
    plain.send(`MAIL FROM:<s@away.test>\r\nRCPT TO:<a@ours.test>\r\nSTARTTLS\r\n${behind}`)
    for (const expected of [/^250/, /^250/, /^220/]) expect(await plain.reply()).toMatch(expected)
    const socket = upgrade(plain)
    await once(socket, 'secureConnect')
    await using dialogue = smtpDialogue(run.port, socket)
    await dialogue.run(`
    C: RCPT TO:<a@ours.test>
    S: 503 5.5.1
    C: DATA
    S: 503 5.5.1
    C: EHLO client.test
    S: 250
    C: RCPT TO:<a@ours.test>
    S: 503 5.5.1
    C: DATA
    S: 503 5.5.1
    C: STARTTLS
    S: 5
    C: MAIL FROM:<s@away.test>
    S: 250
  `)
    expect(run.noticed).toMatchObject([{ kind: 'smuggling-attempt', network: '127.0.0.1' }])
  },
)

test('plain text in place of a handshake → closed, never answered', async () => {
  await using run = await gatewayUnderTest()
  await using plain = await run.greeted()
  await plain.run('C: STARTTLS\nS: 220')
  plain.send('EHLO evil.test\r\nMAIL FROM:<evil@away.test>\r\nRCPT TO:<a@ours.test>\r\n')
  expect(await plain.reply()).toBe('closed')
})

test('TLS 1.2 → taken', async () => {
  await using run = await gatewayUnderTest()
  await using plain = await run.greeted()
  await plain.run('C: STARTTLS\nS: 220')
  const socket = upgrade(plain, 'TLSv1.2')
  await once(socket, 'secureConnect')
  expect(socket.getProtocol()).toBe('TLSv1.2')
  socket.destroy()
})

test('a certificate replaced on disk → used for the next handshake; one that does not fit → ignored', async () => {
  await using folder = await temporaryFolder()
  const files = writeCertificate(folder.path, 'first.test')
  const second = writeCertificate(folder.path, 'second.test')
  const events: string[] = []
  const note = ({ event }: { readonly event: string }): void => void events.push(event)
  let wake = (): void => {}
  using _watch = watchCertificate(files, {
    everyMilliseconds: 20,
    log: {
      error: note,
      info: (event) => {
        note(event)
        wake()
      },
      warn: (event) => {
        note(event)
        wake()
      },
    },
    replace: () => {},
  })
  const next = (): Promise<void> => new Promise((resolve) => (wake = resolve))
  const unfit = next()
  copyFileSync(second.certificateFile, join(folder.path, 'first.test.crt'))
  await unfit
  expect(events).toEqual(['tls.reload-failed'])
  const fit = next()
  copyFileSync(second.keyFile, join(folder.path, 'first.test.key'))
  await fit
  expect(events.at(-1)).toBe('tls.reloaded')
})
