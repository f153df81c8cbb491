import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { showSecurityEvents } from '#cli/security/show-security-events.ts'
import { security } from '#cli/security.ts'
import { testSpec } from '#test/support/stack/stack.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

test.each([
  [[], 'usage: security list'],
  [['show'], 'usage: security list'],
  [['release'], 'usage: security list'],
  [['release', '192.0.2.7', 'too much'], 'usage: security list'],
  [['blocks', '192.0.2.7'], 'usage: security list'],
  [['blocks', '--network', 'fe80::1%eth0'], '--network fe80::1%eth0: expected an address or a network'],
  [['blocks'], 'cannot be read: nothing was started here yet'],
  [['release', '192.0.2.7'], 'cannot be read: nothing was started here yet'],
  [['list', '--network', '192.0.2'], '--network 192.0.2: expected an address or a network'],
  [['list', '--network', '0x7f.1/8'], '--network 0x7f.1/8: expected an address or a network'],
  [['list', '--network', 'mail.test'], '--network mail.test: expected an address or a network'],
  [['list', '--since', 'monday'], '--since monday: expected a number from 1'],
  [['list', '--limit', '0'], '--limit 0: expected a number from 1'],
  [['list', '--kind', 'x'], "Unknown option '--kind'"],
  [['list'], 'cannot be read: nothing was started here yet'],
])('security %j → one sentence', async (args, sentence) => {
  await using folder = await temporaryFolder()
  const file = join(folder.path, 'spec.yaml')
  await writeFile(file, testSpec({ portBase: 11000, state: folder.path }))
  await expect(security([...args, '--config', file])).rejects.toThrow(sentence)
})

test('events → a table in plain words, nothing in it gives orders to the terminal', () => {
  const at = new Date(2026, 0, 2, 3, 4, 5)
  expect(
    showSecurityEvents([
      { at, kind: 'dictionary-attack', network: '198.51.100.0/24', facts: { refusedSeconds: 600 } },
      {
        ...{ at, kind: 'password-guessing', network: '198.51.100.7' },
        facts: { login: 'a\u001bb', failures: 10, closedMinutes: 15 },
      },
      { at, kind: 'too-many-connections', network: '0.0.0.0/0', facts: { connections: 500 } },
      {
        ...{ at, kind: 'sending-limit', network: '198.51.100.7' },
        facts: { mailbox: 'a@b.test', bound: 'mailboxHour', most: 300 },
      },
      {
        ...{ at, kind: 'sending-stopped', network: '198.51.100.7' },
        facts: { mailbox: 'a@b.test', signals: ['new-network', 'burst'], recipients: 80, firstTime: 60 },
      },
    ]),
  ).toBe(
    [
      'WHEN                 WHAT                  FROM             DETAIL',
      '2026-01-02 03:04:05  dictionary attack     198.51.100.0/24  too many unknown recipients, refused for 600 s',
      '2026-01-02 03:04:05  password guessing     198.51.100.7     10 different wrong passwords, for a?b, closed for 15 min',
      '2026-01-02 03:04:05  too many connections  everywhere       more than 500 connections at once',
      '2026-01-02 03:04:05  sending limit         198.51.100.7     a@b.test, 300 recipients of a mailbox an hour',
      '2026-01-02 03:04:05  sending stopped       198.51.100.7     a@b.test, new network, burst, 80 recipients in a quarter of an hour, 60 first contacts in an hour',
    ].join('\n'),
  )
})
