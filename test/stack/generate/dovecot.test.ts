import { expect, test } from 'vitest'
import { generateDovecot } from '#stack/generate/dovecot.ts'
import { specSchema } from '#stack/spec/spec.ts'
import { demoInstallation } from '#test/support/stack/installation.ts'

const contentOf = (path: string, installation = demoInstallation()): string =>
  generateDovecot(installation).find((file) => file.path === path)?.content ?? ''

test('demo installation → the golden configuration and script', async () => {
  await expect(contentOf('dovecot/dovecot.conf')).toMatchFileSnapshot('../../golden/dovecot/dovecot.conf')
  await expect(contentOf('dovecot/textcat.conf')).toMatchFileSnapshot('../../golden/dovecot/textcat.conf')
  await expect(contentOf('dovecot/run')).toMatchFileSnapshot('../../golden/dovecot/run')
  await expect(contentOf('dovecot/sieve/10-junk.sieve')).toMatchFileSnapshot(
    '../../golden/dovecot/10-junk.sieve',
  )
  await expect(contentOf('dovecot/imapsieve/learn-spam.sieve')).toMatchFileSnapshot(
    '../../golden/dovecot/learn-spam.sieve',
  )
  await expect(contentOf('dovecot/imapsieve/learn-ham.sieve')).toMatchFileSnapshot(
    '../../golden/dovecot/learn-ham.sieve',
  )
  await expect(contentOf('dovecot/pipe/learn')).toMatchFileSnapshot('../../golden/dovecot/learn')
})

test('configuration → for root alone; scripts and what mail processes read → for the mail user', () => {
  expect(generateDovecot(demoInstallation()).map(({ path, owner }) => [path, owner])).toEqual([
    ['dovecot/dovecot.conf', 'root'],
    ['dovecot/run', 'root'],
    ['dovecot/sieve/10-junk.sieve', 'vmail'],
    ['dovecot/textcat.conf', 'vmail'],
    ['dovecot/imapsieve/learn-spam.sieve', 'vmail'],
    ['dovecot/imapsieve/learn-ham.sieve', 'vmail'],
    ['dovecot/pipe/learn', 'vmail'],
  ])
})

test('public listeners and a certificate of the spec → in place of the loopback and our own', () => {
  const spec = specSchema.parse({
    department: { name: 'Côte-d’Or', number: '21' },
    mailHost: 'mail.cotedor.fr',
    listeners: {
      imaps: { address: '0.0.0.0', port: 993 },
      managesieve: { address: '192.0.2.1', port: 4190 },
    },
    tls: { certificateFile: '/etc/tls/chain.pem', keyFile: '/etc/tls/key.pem' },
  })
  const content = contentOf('dovecot/dovecot.conf', demoInstallation({ spec }))
  expect(content).toContain('inet_listener imaps {\n    listen = 0.0.0.0\n    port = 993\n    ssl = yes\n  }')
  expect(content).toContain('inet_listener sieve {\n    listen = 192.0.2.1\n    port = 4190\n  }')
  expect(content).toContain('inet_listener imap {\n    listen = 127.0.0.1\n    port = 24143\n  }')
  expect(content).toContain('ssl_server_cert_file = /etc/tls/chain.pem\n')
})
