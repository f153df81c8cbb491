// A renewed certificate is what clients see, on every listener, without a restart.

import { X509Certificate } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { expect, test } from 'vitest'
import { certificateNames } from '#cli/boot/keep-certificate.ts'
import { makeCertificates } from '#stack/machine/certificates.ts'
import { demoSpec } from '#stack/spec/demo-spec.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { startStack } from '#test/support/stack/stack.ts'

function servedSerial(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      resolve(new X509Certificate(socket.getPeerCertificate().raw).serialNumber)
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

test('the files are replaced → IMAPS serves the new certificate within seconds', {
  timeout: 300_000,
}, async () => {
  await using stack = await startStack()
  const { imaps } = (await stack.overview()).endpoints
  const before = await servedSerial(imaps.port)
  const paths = pathsFor(stack.state)
  await rm(join(paths.tls, 'mail-host.crt'))
  await makeCertificates(paths, certificateNames(demoSpec()), Date.now())
  const after = await eventually('another serial number', async () => {
    const serial = await servedSerial(imaps.port).catch(() => before)
    return serial === before ? null : serial
  })
  expect(after).not.toBe(before)
})
