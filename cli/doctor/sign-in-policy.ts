// Does Dovecot reach the worker that judges sign-ins? While it does not, it goes on without (docs/decisions/0016): everybody
// may guess. Asked as Dovecot asks, about nobody.

import { z } from 'zod'
import { assertNever } from '#core/assert-never.ts'
import { readSecret } from '#core/config/read-config.ts'
import { authPolicyUrl } from '#stack/spec/auth-policy-url.ts'
import type { Paths } from '#stack/spec/paths.ts'
import type { Ports } from '#stack/spec/ports.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import { notJudged } from '#worker/auth-policy/answer-policy.ts'
import { bad, type Finding, good, warning } from './finding.ts'

const what = 'sign-in policy'
const timeoutMilliseconds = 5_000

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

function headerIn(file: string): string | null {
  try {
    return readSecret(file).reveal()
  } catch {
    return null
  }
}

type Answer =
  | { readonly kind: 'judged' | 'not-judged' | 'unknown-token' | 'none' }
  /** An HTTP status that the worker gives to no question of Dovecot’s. */
  | { readonly kind: 'unexpected'; readonly status: number }

/** About a login that nobody can have: no question of it is written down. */
const aboutNobody = {
  login: 'nobody',
  pwhash: '',
  remote: '127.0.0.1',
  protocol: 'imap',
  client: '',
  credential: '',
}
const verdict = z.object({ msg: z.string().default('') })

async function askPolicy(url: string, header: string): Promise<Answer> {
  const [name = '', value = ''] = header.split(': ')
  try {
    const answer = await fetch(`${url}?command=allow`, {
      method: 'POST',
      headers: { [name]: value, 'content-type': 'application/json' },
      body: JSON.stringify(aboutNobody),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    })
    const { msg } = verdict.parse(await answer.json().catch(() => ({})))
    if (msg === notJudged.msg) return { kind: 'not-judged' }
    if (answer.status === 200) return { kind: 'judged' }
    if (answer.status === 403) return { kind: 'unknown-token' }
    return { kind: 'unexpected', status: answer.status }
  } catch {
    return { kind: 'none' }
  }
}

const open = 'passwords over IMAP, ManageSieve and submission may be guessed without a delay or a block'

function policyFinding(answer: Answer): Finding {
  switch (answer.kind) {
    case 'judged':
      return good(what, 'the worker answers Dovecot')
    case 'not-judged':
      return bad(
        what,
        `the worker answers, but cannot look anything up: ${open}`,
        'see "vaguemestre logs worker" for auth-policy, and whether PostgreSQL is well',
      )
    case 'unknown-token':
      return bad(
        what,
        `the worker does not know Dovecot’s token: ${open}`,
        'stop and start once: "vaguemestre down", then "up" gives both the same',
      )
    case 'unexpected':
      return bad(
        what,
        `the worker answers Dovecot with HTTP ${answer.status}: ${open}`,
        'see "vaguemestre logs worker"',
      )
    case 'none':
      return bad(
        what,
        `Dovecot cannot reach the worker: ${open}`,
        'see "vaguemestre logs worker"; once it answers, Dovecot asks again by itself',
      )
    default:
      return assertNever(answer)
  }
}
