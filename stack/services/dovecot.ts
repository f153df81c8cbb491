// Dovecot: starts as root and drops rights by itself. Ready when LMTP greets and a real login over IMAP succeeds: only
// then do configuration, database and passwords fit together.

import { join } from 'node:path'
import { readSecret } from '#core/config/read-config.ts'
import { logInToImap } from '#daemons/imap/log-in.ts'
import { LmtpBroken, LmtpConnection } from '#daemons/lmtp/lmtp-connection.ts'
import { runScript } from '../generate/dovecot/run-script.ts'
import type { Installation } from '../installation.ts'
import { reachAt } from '../spec/listeners.ts'
import { probeAddress } from '../spec/probe-address.ts'
import { secretFile } from '../spec/secret-file.ts'
import { submissionFolder } from '../spec/submission-socket.ts'
import type { Readiness, Service } from '../supervise/service.ts'

export function dovecotService(installation: Installation): Service {
  const { paths } = installation
  const configuration = join(paths.etc, 'dovecot/dovecot.conf')
  return {
    name: 'dovecot',
    command: [join(paths.etc, runScript.path), configuration],
    user: 'root',
    environment: {},
    needs: ['postgresql'],
    directories: [
      { path: paths.mail, owner: 'vmail', mode: 0o700 },
      { path: join(paths.data, 'dovecot'), owner: 'root', mode: 0o755 },
      { path: join(paths.data, 'dovecot/sieve'), owner: 'vmail', mode: 0o700 },
      { path: join(paths.run, 'dovecot'), owner: 'root', mode: 0o755 },
      { path: submissionFolder(paths), owner: 'root', mode: 0o755 },
    ],
    check: ['/usr/bin/doveconf', '-n', '-c', configuration],
    stopSignal: 'SIGTERM',
    stopSeconds: 15,
    startSeconds: 30,
    reloadSignal: 'SIGHUP',
    probe: () => probe(installation),
  }
}

async function probe(installation: Installation): Promise<Readiness> {
  const { paths, ports, facts } = installation
  const lmtp = await greetLmtp(ports.lmtp)
  if (lmtp !== null) return { kind: 'not-ready', detail: lmtp }
  const imaps = reachAt(installation, 'imaps')
  const login = await logInToImap(imaps, {
    user: probeAddress(installation),
    password: readSecret(secretFile(paths, 'probe-password')),
    ...probeEnd(imaps.host),
  })
  if (!login.ok) return { kind: 'not-ready', detail: `IMAP ${login.error}` }
  return { kind: 'ready', detail: `Dovecot ${facts.dovecotVersion}, login verified` }
}

/** An address that nobody else on this machine connects from: their failed logins must not delay the probe. */
const probeEnd = (host: string) => (host.startsWith('127.') ? { localAddress: '127.0.0.2' } : {})

/** One answer; greeting and LHLO are two. */
const lmtpMilliseconds = 3_000

/** Null when LMTP answered. */
async function greetLmtp(port: number): Promise<string | null> {
  try {
    await using _connection = await LmtpConnection.open(
      {
        host: '127.0.0.1',
        port,
        timeoutMilliseconds: lmtpMilliseconds,
        hostname: 'localhost',
        maxConnections: 1,
      },
      AbortSignal.timeout(2 * lmtpMilliseconds),
    )
    return null
  } catch (error) {
    if (error instanceof LmtpBroken) return `LMTP ${error.message}`
    throw error
  }
}
