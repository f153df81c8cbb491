import { writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { checkSignInPolicy } from '#cli/doctor/sign-in-policy.ts'
import { Secret } from '#core/secret.ts'
import type { Intrusion } from '#identity/intrusion/intrusion.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import { freePort } from '#test/support/database/postgresql.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'
import { policyAnswers } from '#worker/auth-policy/answer-policy.ts'

const failing = () => Promise.reject(new Error('permission denied'))
function workerThat(ask: Intrusion['ask']): RequestListener {
  const answerPolicy = policyAnswers({
    token: new Secret('right'),
    intrusion: { ask, accepted: failing, refused: failing, blocked: failing },
    probe: '',
    clock: { now: () => 0 },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  return (request, response) =>
    void answerPolicy(request, 'allow').then(({ status, verdict }) =>
      response.writeHead(status).end(JSON.stringify(verdict)),
    )
}
const worker = workerThat(async () => ({ kind: 'allow' }))

/** The lines of `doctor`; null for a port where nobody listens. */
async function found(listener: RequestListener | null, token: string | null) {
  await using folder = await temporaryFolder()
  const paths = { secrets: folder.path }
  const file = secretFile(paths, 'auth-policy-header')
  if (token !== null) await writeFile(file, `Authorization: Bearer ${token}`)
  const server = createServer(listener ?? undefined)
  if (listener !== null) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const hooks = listener === null ? await freePort() : (server.address() as AddressInfo).port
  const findings = await checkSignInPolicy({ paths, ports: { hooks } })
  server.closeAllConnections()
  server.close()
  return findings.map(({ what, state, found, todo }) => ({ line: `${what} ${state}: ${found}`, todo }))
}

test('the worker knows the token that Dovecot shows → good', async () => {
  expect(await found(worker, 'right')).toEqual([
    { line: 'sign-in policy good: the worker answers Dovecot', todo: '' },
  ])
})

test.each([
  [
    'nobody listens',
    null,
    'right',
    /^sign-in policy bad: Dovecot cannot reach the worker: .*guessed/,
    /logs worker/,
  ],
  ['another token', worker, 'wrong', /^sign-in policy bad: the worker does not know Dovecot’s token/, /"up"/],
  [
    'something else listens',
    ((_, response) => void response.writeHead(404).end()) satisfies RequestListener,
    'right',
    /^sign-in policy bad: the worker answers Dovecot with HTTP 404: .*guessed/,
    /logs worker/,
  ],
  [
    'its database refuses it',
    workerThat(failing),
    'right',
    /^sign-in policy bad: the worker answers, but cannot look anything up: .*guessed/,
    /PostgreSQL/,
  ],
  ['the secret is not ours to read', worker, null, /^sign-in policy warning: unknown/, /root/],
])('%s → says so, and what to do', async (_what, listener, token, line, todo) => {
  expect(await found(listener, token)).toEqual([
    { line: expect.stringMatching(line), todo: expect.stringMatching(todo) },
  ])
})
