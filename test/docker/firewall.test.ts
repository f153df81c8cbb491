import { expect, test } from 'vitest'
import { withoutDocker } from '#test/deep/containers/firewall.ts'

const withDocker = (own: readonly string[] = []): string =>
  [
    '*filter',
    ':INPUT ACCEPT [0:0]',
    ':FORWARD DROP [3:180]',
    ':OUTPUT ACCEPT [0:0]',
    ':DOCKER - [0:0]',
    ':DOCKER-USER - [0:0]',
    ...own,
    '-A FORWARD -j DOCKER-USER',
    '-A FORWARD -i docker0 ! -o docker0 -j ACCEPT',
    '-A FORWARD -o br-0123456789ab -j DOCKER',
    '-A DOCKER-USER -j RETURN',
    'COMMIT',
    '*nat',
    ':POSTROUTING ACCEPT [9:541]',
    ':DOCKER - [0:0]',
    '-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER',
    '-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE',
    'COMMIT',
    '',
  ].join('\n')

const clean = (forward: string, own: readonly string[] = []): string =>
  [
    '*filter',
    ':INPUT ACCEPT [0:0]',
    `:FORWARD ${forward} [3:180]`,
    ':OUTPUT ACCEPT [0:0]',
    ...own,
    'COMMIT',
    '*nat',
    ':POSTROUTING ACCEPT [9:541]',
    'COMMIT',
    '',
  ].join('\n')

test('a machine without rules → none is left, and it forwards again', () => {
  expect(withoutDocker(withDocker(), '')).toBe(clean('ACCEPT'))
})

test('rules of the machine, old and new → kept, with its own policy', () => {
  const own = ['-A INPUT -s 192.0.2.1/32 -j DROP', '-A FORWARD -i br-lan -j ACCEPT']
  expect(withoutDocker(withDocker(own), '*filter\n:FORWARD DROP [0:0]\nCOMMIT\n')).toBe(clean('DROP', own))
})

test('rules of a Docker engine that was there before → all kept', () => {
  expect(withoutDocker(withDocker(), withDocker().replaceAll(/\[\d+:\d+\]/g, '[0:0]'))).toBe(withDocker())
})
