import { expect, test } from 'vitest'
import { generateDovecot } from '#stack/generate/dovecot.ts'
import { generateGateway } from '#stack/generate/gateway.ts'
import { certificateOf } from '#stack/spec/certificate-files.ts'
import { demoInstallation } from '#test/support/stack/installation.ts'

const named = { certificateFile: '/etc/ssl/mail.pem', keyFile: '/etc/ssl/mail.key' }

test.each([
  ['none named', demoInstallation()],
  ['the operator’s own', demoInstallation({ spec: { tls: named } })],
])('%s → gateway and Dovecot show the same pair', (_, installation) => {
  const { certificateFile, keyFile } = certificateOf(installation)
  for (const generate of [generateGateway, generateDovecot]) {
    const text = generate(installation)
      .map(({ content }) => content)
      .join('\n')
    expect(text).toContain(certificateFile)
    expect(text).toContain(keyFile)
  }
})

test('the operator’s own → those files', () => {
  expect(certificateOf(demoInstallation({ spec: { tls: named } }))).toEqual(named)
})
