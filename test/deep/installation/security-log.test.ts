// What is tried at the listener of a whole installation can be read on the command line; others are served meanwhile.

import { createConnection } from 'node:net'
import { expect, test } from 'vitest'
import { smtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { accountOf, startStack } from '#test/support/stack/stack.ts'
import { untilHealthy } from '#test/support/stack/until-healthy.ts'

test('a dictionary attack → refused, listed once by network; the probes and other clients are served', {
  timeout: 300_000,
}, async () => {
  await using stack = await startStack({ smtp: { unknownRecipients: { slowAfter: 3, refuseAfter: 3 } } })
  expect((await stack.command('security', 'list')).stderr).toContain('Nothing in the security log fits')
  const overview = await stack.overview()
  const { smtp } = overview.endpoints
  const from = (localAddress: string) => smtpDialogue(smtp.port, createConnection({ ...smtp, localAddress }))

  const account = accountOf(overview)
  const domain = account.address.split('@')[1]
  await using attacker = from('127.8.0.1')
  await attacker.run('S: 220\nC: EHLO a.test\nS: 250\nC: MAIL FROM:<>\nS: 250')
  for (let guess = 0; guess < 3; guess += 1)
    await attacker.run(`C: RCPT TO:<guess${guess}@${domain}>\nS: 550 5.1.1`)
  await attacker.run(`C: RCPT TO:<${account.address}>\nS: 421 4.7.0`)
  await using other = from('127.8.0.2')
  await other.run(`S: 220\nC: EHLO b.test\nS: 250\nC: MAIL FROM:<>\nS: 250\nC: RCPT TO:<Postmaster>\nS: 250`)

  const listed = await eventually('the entry', async () => {
    const { stdout } = await stack.command('security', 'list', '--network', '127.8.0.1', '--json')
    const events: unknown = JSON.parse(stdout)
    return Array.isArray(events) && events.length > 0 ? events : null
  })
  expect(listed).toMatchObject([{ kind: 'dictionary-attack', network: '127.8.0.1' }])
  const { stdout } = await stack.command('security', 'list', '--since', '1')
  expect(stdout).toMatch(/dictionary attack +127\.8\.0\.1 +too many unknown recipients/)
  await untilHealthy(stack)
})
