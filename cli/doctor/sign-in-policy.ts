// Does Dovecot reach the worker that judges sign-ins? While it does not, it goes on without (docs/decisions/0016): everybody
// may guess. Asked as Dovecot asks, about nobody.

import { z } from 'zod'
import { readSecret } from '#core/config/read-config.ts'
import { authPolicyUrl } from '#stack/spec/auth-policy-url.ts'
import type { Paths } from '#stack/spec/paths.ts'
import type { Ports } from '#stack/spec/ports.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import { notJudged } from '#worker/auth-policy/answer-policy.ts'
import { bad, type Finding, good, warning } from './finding.ts'

const what = 'sign-in policy'
const timeoutMilliseconds = 5_000
const verdict = z.object({ msg: z.string().default('') })
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

/** About a login that nobody can have: no question of it is written down. */
const aboutNobody = {
  login: 'nobody',
  pwhash: '',
  remote: '127.0.0.1',
  protocol: 'imap',
  client: '',
  credential: '',
}

/** The status of the answer, or what the worker says instead of a judgement; null when there is no answer. */
async function askPolicy(url: string, header: string): Promise<number | string | null> {
  const [name = '', value = ''] = header.split(': ')
  try {
    const answer = await fetch(`${url}?command=allow`, {
      method: 'POST',
      headers: { [name]: value, 'content-type': 'application/json' },
      body: JSON.stringify(aboutNobody),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    })
    const { msg } = verdict.parse(await answer.json().catch(() => ({})))
    return msg === notJudged.msg ? notJudged.msg : answer.status
  } catch {
    return null
  }
}

function policyFinding(status: number | string | null): Finding {
  switch (status) {
    case notJudged.msg:
      return bad(
        what,
        `the worker answers, but cannot look anything up: ${open}`,
        'see "vaguemestre logs worker" for auth-policy, and whether PostgreSQL is well',
      )
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
