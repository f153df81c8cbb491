import { once } from 'node:events'
import { copyFileSync } from 'node:fs'
import { type AddressInfo, connect as connectTcp } from 'node:net'
import { connect } from 'node:tls'
import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { type ListenerOptions, openListener } from '#mail/inbound/connection/open-listener.ts'
import { sessionGuard } from '#mail/inbound/connection/session-guard.ts'
import { sessionServer } from '#mail/inbound/connection/session-server.ts'
import type { CertificateFiles } from '#mail/session/certificate.ts'
import { memoryBudget } from '#mail/session/message-memory.ts'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { smtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'
import { writeCertificate } from '#test/support/world/certificate.ts'

/** Of a listener whose stages are never reached. */
function bareOptions(tls: CertificateFiles): ListenerOptions {
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const never = () => Promise.reject(new Error('never asked'))
  const limits = { maxConnections: 5, idleTimeoutMilliseconds: 5000 }
  const guesses = { slowAfter: 1, refuseAfter: 1, windowMilliseconds: 1, refuseMilliseconds: 1 }
  return {
    ...limits,
    listen: { host: '127.0.0.1', port: 0 },
    certificateCheckMilliseconds: 20,
    tls,
    proxyNetworks: [],
    dataTimeoutMilliseconds: 5000,
    greetingDelayMilliseconds: 0,
    session: {
      hostname: 'mx.ours.test',
      maxMessageBytes: 1000,
      maxRecipients: 100,
      spoolDirectory: '/nowhere-at-all',
      memory: memoryBudget(0),
      hasFreeRoom: never,
      admitRecipient: never,
      acceptMessage: never,
      noteTurnedAway: () => undefined,
      guard: sessionGuard({
        ...limits,
        maxConnectionsPerAddress: 5,
        maxConnectionsPerNetwork: 5,
        unknownRecipients: { ...guesses, longestDelayMilliseconds: 0 },
        securityLog: { add: () => {} },
        clock: systemClock,
      }),
      clock: systemClock,
      log,
    },
  }
}

test('the certificate is replaced on disk → the next STARTTLS shows it, a session under way goes on', async () => {
  await using folder = await temporaryFolder()
  const files = writeCertificate(folder.path, 'first.test')
  const second = writeCertificate(folder.path, 'second.test')
  const listener = await openListener(bareOptions(files))
  const shown = async () => {
    const plain = smtpDialogue(listener.port)
    await plain.run('S: 220\nC: EHLO client.test\nS: 250\nC: STARTTLS\nS: 220')
    plain.socket.removeAllListeners('data')
    const socket = connect({ socket: plain.socket, rejectUnauthorized: false })
    await once(socket, 'secureConnect')
    return { name: socket.getPeerCertificate().subject.CN, socket }
  }
  const before = await shown()
  expect(before.name).toBe('first.test')
  copyFileSync(second.keyFile, files.keyFile)
  copyFileSync(second.certificateFile, files.certificateFile)
  await eventually('the second certificate', async () => {
    const { name, socket } = await shown()
    socket.destroy()
    return name === 'second.test' ? true : null
  })
  await using session = smtpDialogue(listener.port, before.socket)
  await session.run('C: EHLO client.test\nS: 250')
  await listener.stop(0)
})

test('asked to stop in the turn of the event loop that took a client → 421 for it, and stopped', async () => {
  await using folder = await temporaryFolder()
  const server = sessionServer(bareOptions(writeCertificate(folder.path)))
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const stopped = new Promise<void>((resolve) => {
    server.server.on('connection', () => resolve(server.stop(200)))
  })
  await using dialogue = smtpDialogue(port)
  expect(await dialogue.reply()).toMatch(/^421 4\.3\.2/)
  await stopped
})

test('asked to stop, a client that hears 421 and never closes → its socket is closed when the grace ends', async () => {
  await using run = await gatewayUnderTest()
  const socket = connectTcp({ port: run.port, host: '127.0.0.1', allowHalfOpen: true })
  await using dialogue = smtpDialogue(run.port, socket)
  await dialogue.run('S: 220')
  const begun = performance.now()
  await run.gateway.stop(100)
  expect(performance.now() - begun).toBeLessThan(2000)
  expect(await dialogue.reply()).toMatch(/^421 4\.3\.2/)
})

test('asked to stop in the middle of a handshake → closed when the grace ends', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  await dialogue.run('C: STARTTLS\nS: 220')
  dialogue.socket.write(Buffer.from('160301020001', 'hex'))
  await run.gateway.stop(100)
  expect(await dialogue.reply()).toBe('closed')
})

test('asked to stop → idle clients hear 421, the message under way is delivered and answered first', async () => {
  await using run = await gatewayUnderTest()
  await using idle = await run.greeted()
  const asked = new Promise<void>((resolve) => {
    run.lmtp.delay = (moment) => {
      if (moment !== 'end') return 0
      resolve()
      return 500
    }
  })
  const answer = run.deliver('From: s@away.test\r\n\r\nx')
  await asked
  const stopped = run.gateway.stop(5000)
  expect(await idle.reply()).toMatch(/^421 4\.3\.2/)
  expect(await answer).toMatch(/^250/)
  await stopped
  expect(run.lmtp.delivered).toHaveLength(1)
})
