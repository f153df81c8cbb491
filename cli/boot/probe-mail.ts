// The last step of a start: one message in over SMTP, through every daemon, and out over IMAP.

import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { createTransport } from 'nodemailer'
import { readSecret } from '#core/config/read-config.ts'
import { openSmtpSocket } from '#daemons/smtp/open-socket.ts'
import type { Installation } from '#stack/installation.ts'
import { reachAt, reachSmtp } from '#stack/spec/listeners.ts'
import { probeAddress } from '#stack/spec/probe-address.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import { pollUntil } from '../poll-until.ts'
import { Fault } from '../terminal.ts'

const patienceSeconds = 30
/** RFC 6761 §6.4: no such domain will ever be, so no policy of it either. */
const nobody = 'probe@vaguemestre.invalid'

/** Returns one line for the person who waits; throws a `Fault` that says where the message stopped. */
export async function probeMail(installation: Installation): Promise<string> {
  const begun = performance.now()
  const token = randomUUID()
  await send(installation, token)
  await readBack(installation, token)
  return `A probe message came in over SMTP and was read over IMAP in ${Math.round(performance.now() - begun)} ms.`
}

async function send(installation: Installation, token: string): Promise<void> {
  const address = probeAddress(installation)
  for (let attempt = 1; ; attempt += 1) {
    const transport = createTransport({
      connection: openSmtpSocket(reachSmtp(installation)),
      tls: { rejectUnauthorized: false },
      name: 'localhost',
    })
    try {
      // The null reverse-path: nobody is told if it goes wrong, and SPF is asked about localhost alone. An author of our own
      // would be refused by the very policy that the mail host's domain should have: nothing proves this message.
      await transport.sendMail({
        envelope: { from: '', to: address },
        from: nobody,
        to: address,
        subject: `Probe ${token}`,
        text: 'Sent by the start of this installation to itself.\n',
      })
      return
    } catch (error) {
      // The database just announced mailboxes that the gateway may still remember as missing.
      const temporary = error instanceof Error && 'responseCode' in error && Number(error.responseCode) < 500
      if (!temporary || attempt === patienceSeconds) {
        throw new Fault(`the probe message was not taken: ${error instanceof Error ? error.message : error}`)
      }
      await wait(1000)
    } finally {
      transport.close()
    }
  }
}

async function readBack(installation: Installation, token: string): Promise<void> {
  const { paths } = installation
  const imap = new ImapFlow({
    ...reachAt(installation, 'imap'),
    secure: false,
    tls: { rejectUnauthorized: false },
    auth: {
      user: probeAddress(installation),
      pass: readSecret(secretFile(paths, 'probe-password')).reveal(),
    },
    logger: false,
  })
  await imap.connect()
  try {
    const lock = await imap.getMailboxLock('INBOX')
    try {
      const arrived = await pollUntil(patienceSeconds, async () => {
        await imap.noop()
        const found = await imap.search({ subject: token }, { uid: true })
        return Array.isArray(found) && found.length > 0 ? found : null
      })
      if (arrived === null) {
        throw new Fault(
          `the probe message was taken and is not in the inbox after ${patienceSeconds} s; see "vaguemestre logs gateway"`,
        )
      }
      await imap.messageDelete('1:*', { uid: true })
    } finally {
      lock.release()
    }
  } finally {
    await imap.logout()
  }
}
