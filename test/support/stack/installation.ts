// One fixed installation for golden files and unit tests: nothing in it depends on the machine.

import type { Facts, Installation } from '#stack/installation.ts'
import { demoSpec } from '#stack/spec/demo-spec.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { portsFrom } from '#stack/spec/ports.ts'
import type { Spec } from '#stack/spec/spec.ts'

const zone = (name: string): string =>
  [
    `${name}. 3600 IN SOA ns1.${name}. hostmaster.${name}. 1 3600 900 1209600 300`,
    `${name}. 3600 IN NS ns1.${name}.`,
    `ns1.${name}. 3600 IN A 127.0.0.1`,
    `${name}. 3600 IN MX 10 mail.cotedor.test.`,
    '',
  ].join('\n')

interface Variant {
  readonly spec?: Partial<Spec>
  readonly facts?: Partial<Facts>
  /** State folder when a test writes to disk. */
  readonly state?: string
  readonly portBase?: number
}

/** The demo spec below `/var/lib/vaguemestre` without Internet; `variant` replaces what a test is about. */
export function demoInstallation(variant: Variant = {}): Installation {
  const { state = '/var/lib/vaguemestre', portBase = 24000 } = variant
  const runRoot = variant.state === undefined ? '/run/vaguemestre' : `${state}/run`
  return {
    spec: { ...demoSpec(), ...variant.spec },
    paths: pathsFor(state, runRoot),
    ports: portsFrom(portBase),
    facts: {
      postgresqlBin: '/usr/lib/postgresql/17/bin',
      postgresqlMajor: 17,
      dovecotVersion: '2.4.1',
      internet: false,
      signatures: 'test',
      program: '/opt/vaguemestre',
      ...variant.facts,
    },
    zones: ['cotedor.test', 'mairie-saulieu.test'].map((name) => ({ name, text: zone(name) })),
  }
}
