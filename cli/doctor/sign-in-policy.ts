// Does Dovecot reach the worker that judges sign-ins? While it does not, it goes on without (docs/decisions/0016): everybody
// may guess. Asked as Dovecot asks, about nobody.

import { readSecret } from '#core/config/read-config.ts'
import { authPolicyUrl } from '#stack/spec/auth-policy-url.ts'
import type { Paths } from '#stack/spec/paths.ts'
import type { Ports } from '#stack/spec/ports.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import { bad, type Finding, good, warning } from './finding.ts'

const what = 'sign-in policy'
const timeoutMilliseconds = 5_000
const open = 'passwords over IMAP, ManageSieve and submission may be guessed without a delay or a block'

/** The header is read from the file that Dovecot reads. */
export async function checkSignInPolicy({
  paths,
  ports,
}: {
  readonly paths: Pick<Paths, 'secrets'>
  readonly ports: Pick<Ports, 'hooks'>
}): Promise<readonly Finding[]> {
  const header = headerIn(secretFile(paths, 'auth-policy-header'))
  if (header === null) return [warning(what, 'unknown: its secret cannot be read', 'run this as root')]
  return [policyFinding(await askPolicy(authPolicyUrl(ports), header))]
}

/** The status of the answer; null when there is none. */
async function askPolicy(url: string, header: string): Promise<number | null> {
  const [name = '', value = ''] = header.split(': ')
  try {
    const answer = await fetch(`${url}?command=allow`, {
      method: 'POST',
      headers: { [name]: value, 'content-type': 'application/json' },
      body: '{}',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    })
    return answer.status
  } catch {
    return null
  }
}

function policyFinding(status: number | null): Finding {
  switch (status) {
    case 200:
      return good(what, 'the worker answers Dovecot')
    case null:
      return bad(
        what,
        `Dovecot cannot reach the worker: ${open}`,
        'see "vaguemestre logs worker"; once it answers, Dovecot asks again by itself',
      )
    case 403:
      return bad(
        what,
        `the worker does not know Dovecot’s token: ${open}`,
        'stop and start once: "vaguemestre down", then "up" gives both the same',
      )
    default:
      return bad(
        what,
        `the worker answers Dovecot with HTTP ${status}: ${open}`,
        'see "vaguemestre logs worker"',
      )
  }
}

function headerIn(file: string): string | null {
  try {
    return readSecret(file).reveal()
  } catch {
    return null
  }
}
