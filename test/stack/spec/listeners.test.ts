import { expect, test } from 'vitest'
import { listenAt, reachAt, reachSmtp } from '#stack/spec/listeners.ts'
import { demoInstallation } from '#test/support/stack/installation.ts'

const { spec } = demoInstallation()

const listening = (address: string, proxyNetworks: readonly string[] = []) =>
  demoInstallation({
    spec: {
      listeners: { smtp: { address, port: 25 } },
      smtp: { ...spec.smtp, proxyNetworks: [...proxyNetworks] },
    },
  })

test('no listener named → loopback, within the port range', () => {
  const at = { host: '127.0.0.1', port: 24025 }
  expect(listenAt(demoInstallation(), 'smtp')).toEqual(at)
  expect(reachAt(demoInstallation(), 'smtp')).toEqual(at)
})

test.each([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
  ['192.0.2.25', '192.0.2.25'],
])('a public listener on %s → this machine and "status" reach it at %s', (address, host) => {
  expect(listenAt(listening(address), 'smtp')).toEqual({ host: address, port: 25 })
  expect(reachAt(listening(address), 'smtp')).toEqual({ host, port: 25 })
})

test('the loopback address is one of a proxy → a header is expected from this machine too, else not', () => {
  expect(reachSmtp(listening('0.0.0.0', ['127.0.0.0/8']))).toMatchObject({ expectsProxyHeader: true })
  expect(reachSmtp(listening('0.0.0.0', ['192.0.2.0/24']))).toMatchObject({ expectsProxyHeader: false })
})
