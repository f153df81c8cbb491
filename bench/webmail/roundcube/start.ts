// Roundcube of Debian on the same Dovecot, each request in one of four processes of PHP with its code kept compiled.

import { execFile, spawn } from 'node:child_process'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '#test/support/database/postgresql.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

const run = promisify(execFile)
const packaged = '/etc/roundcube'
const pages = '/var/lib/roundcube/public_html'
const schema = '/usr/share/roundcube/SQL/sqlite.initial.sql'

export const roundcubePackages =
  'roundcube-core roundcube-sqlite3 php-cli php-sqlite3 php-intl php-mbstring php-xml php-curl php-zip sqlite3'

export interface Roundcube extends AsyncDisposable {
  readonly origin: string
}

/** `imap`: of IMAP with TLS. */
export async function startRoundcube(imap: { readonly port: number }): Promise<Roundcube> {
  const folder = await temporaryFolder()
  const configuration = join(folder.path, 'etc')
  await cp(packaged, configuration, { recursive: true, dereference: true })
  const text = await readFile(join(import.meta.dirname, 'config.inc.php'), 'utf8')
  await writeFile(
    join(configuration, 'config.inc.php'),
    text.replaceAll('@FOLDER@', folder.path).replaceAll('@IMAP_PORT@', String(imap.port)),
  )
  await run('sh', ['-c', `sqlite3 "$1" < ${schema}`, 'sh', join(folder.path, 'roundcube.db')])
  const port = await freePort()
  const address = `127.0.0.1:${port}`
  const child = spawn(
    'setpriv',
    [
      ...['--pdeathsig=TERM', '--', 'php', '-d', 'opcache.enable_cli=1', '-d', 'memory_limit=512M'],
      ...['-S', address, '-t', pages],
    ],
    {
      stdio: 'ignore',
      detached: true,
      env: { ...process.env, ROUNDCUBE_CONFIG_DIR: configuration, PHP_CLI_SERVER_WORKERS: '4' },
    },
  )
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const origin = `http://${address}`
  for (let tries = 0; ; tries += 1) {
    const up = await fetch(origin).then(
      ({ ok }) => ok,
      () => false,
    )
    if (up) break
    if (tries > 100) throw new Error(`Roundcube does not answer; it needs ${roundcubePackages}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    origin,
    [Symbol.asyncDispose]: async () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
      await gone
      await folder[Symbol.asyncDispose]()
    },
  }
}
