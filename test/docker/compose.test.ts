// docker/compose.yaml is written by hand for people to read; these tests hold it to the service definitions, so that
// containers start the same programs, on the same files, as the same users as a bare machine does.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { daemonPackages } from '#stack/machine/packages.ts'
import { allServices } from '#stack/services/all.ts'
import type { OwnedDirectory } from '#stack/spec/owned-directory.ts'
import { readSpec } from '#stack/spec/read-spec.ts'
import { submissionFolder } from '#stack/spec/submission-socket.ts'
import type { Service } from '#stack/supervise/service.ts'
import { demoInstallation } from '#test/support/stack/installation.ts'

const docker = join(import.meta.dirname, '../../docker')
const read = (file: string): string => readFileSync(join(docker, file), 'utf8')

const composeFile = z.object({
  services: z.record(
    z.string(),
    z.object({
      command: z.array(z.string()),
      user: z.string().default('root'),
      environment: z.record(z.string(), z.string()).default({}),
      stop_signal: z.string().default('SIGTERM'),
      stop_grace_period: z.string().default('10s'),
      depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
      tmpfs: z.array(z.string()).default([]),
      volumes: z.array(z.string()).default([]),
      ports: z.array(z.string()).default([]),
      healthcheck: z.object({ test: z.array(z.string()) }).optional(),
    }),
  ),
  volumes: z.record(
    z.string(),
    z.object({ driver_opts: z.record(z.string(), z.string()).optional() }).nullable(),
  ),
})
const { services: containers, volumes } = composeFile.parse(parse(read('compose.yaml'), { merge: true }))

const spec = readSpec('docker/spec.yaml', read('spec.yaml'))
if (!spec.ok) throw new Error(spec.error.map(({ message }) => message).join('\n'))
const installation = demoInstallation({ spec: spec.value })
const services = allServices(installation)

/** The numbers the Dockerfile gives out, in its order from 500 on. */
const users = (/^for user in (.+); do$/m.exec(read('Dockerfile'))?.[1] ?? '').split(' ')
const numberOf = (user: string): number => (user === 'root' ? 0 : 500 + users.indexOf(user))

/** Around Dovecot a service has a shell that ends the master's orphans; in a container its process namespace does. */
const commandOf = ({ name, command }: Service): readonly string[] =>
  name === 'dovecot' ? ['/usr/sbin/dovecot', '-F', '-c', command.at(-1) ?? ''] : command

/** Whether `container` may write to `directory`: a volume of its own over it, or a fresh tmpfs with its owner and mode. */
function mayWrite(container: (typeof containers)[string], directory: OwnedDirectory): boolean {
  const { path, owner, mode } = directory
  if (path.startsWith(installation.paths.run)) {
    const options = `uid=${numberOf(owner)},gid=${numberOf(owner)},mode=0${mode.toString(8)}`
    return container.tmpfs.includes(`${path}:${options}`) || sharedInMemory(container, path).includes(options)
  }
  const targets = container.volumes
    .filter((volume) => !volume.endsWith(':ro'))
    .map((volume) => volume.split(':')[1])
  return targets.some((target) => target !== undefined && `${path}/`.startsWith(`${target}/`))
}

/** Options of a volume in memory that another container sees too. */
function sharedInMemory(container: (typeof containers)[string], path: string): readonly string[] {
  const [name = ''] = container.volumes.find((volume) => volume.split(':')[1] === path)?.split(':') ?? []
  const { type, o } = volumes[name]?.driver_opts ?? {}
  return type === 'tmpfs' && o !== undefined ? [o] : []
}

describe.each(services)('service $name', (service) => {
  const container = containers[service.name]
  if (container === undefined) throw new Error(`docker/compose.yaml has no service ${service.name}`)

  test('command, user and environment → the same in its container', () => {
    expect(container.command).toEqual(commandOf(service))
    expect(container.user).toBe(service.user)
    expect(container.environment).toEqual(service.environment)
  })

  test('stop signal and stop time → that signal, and no less time before the kill', () => {
    expect(container.stop_signal).toBe(service.stopSignal)
    expect(Number.parseInt(container.stop_grace_period, 10)).toBeGreaterThanOrEqual(service.stopSeconds)
  })

  test('what it needs → its container waits until that is healthy and the files are written', () => {
    const awaited = Object.entries(container.depends_on)
    for (const name of service.needs) expect(awaited).toContainEqual([name, { condition: 'service_healthy' }])
    expect(awaited).toContainEqual([
      expect.stringMatching(/^(setup|migrate)$/),
      { condition: 'service_completed_successfully' },
    ])
    expect(container.healthcheck?.test[0]).toMatch(/^CMD/)
  })

  test('folders it owns → its container may write to each, as the right user', () => {
    const closed = service.directories.filter((directory) => !mayWrite(container, directory))
    expect(closed).toEqual([])
  })
})

test('every listener of the spec → published, by a variable that the README names', () => {
  const published = (containers.pod?.ports ?? []).map((port) => Number(port.split(':').at(-1)))
  const listening = Object.values(installation.spec.listeners).flatMap((listener) => listener?.port ?? [])
  expect(published.toSorted()).toEqual(listening.toSorted())
  const variables = new Set(read('compose.yaml').match(/VAGUEMESTRE_[A-Z_]+(?=:-)/g))
  const named = read('README.md')
  expect([...variables].filter((name) => !named.includes(`\`${name}\``))).toEqual([])
})

test('the socket for passwords → in the container of the gateway too, which cannot write beside it', () => {
  expect(containers.gateway?.volumes).toContain(`submission:${submissionFolder(installation.paths)}:ro`)
})

test('every package that an installation needs → in the set-up image', () => {
  const arguments_ = [...read('Dockerfile').matchAll(/^ARG [A-Z]+="([^"]+)"$/gm)].flatMap(([, list = '']) =>
    list.split(' '),
  )
  expect(daemonPackages.filter((name) => !arguments_.includes(name))).toEqual([])
})
