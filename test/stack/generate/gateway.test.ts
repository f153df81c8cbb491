import { expect, test } from 'vitest'
import { generateGateway } from '#stack/generate/gateway.ts'
import { demoInstallation } from '#test/support/stack/installation.ts'

test('megabytes and minutes of the spec → octets and seconds of the gateway', () => {
  const installation = demoInstallation()
  const [file] = generateGateway(installation)
  const { maxMessageMegabytes, unknownRecipients } = installation.spec.smtp
  expect(JSON.parse(file?.content ?? '')).toMatchObject({
    maxMessageBytes: maxMessageMegabytes * 1024 * 1024,
    unknownRecipients: {
      windowSeconds: unknownRecipients.windowMinutes * 60,
      refuseSeconds: unknownRecipients.refuseMinutes * 60,
    },
  })
})
