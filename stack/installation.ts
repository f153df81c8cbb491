// What the generators know: the validated spec, where it lives on this machine, and the few facts that were observed
// before generation. Generators are pure: the same installation always gives the same bytes.

import type { Paths } from './spec/paths.ts'
import type { Ports } from './spec/ports.ts'
import type { Spec } from './spec/spec.ts'

/** Observed once before generation, because a pure generator cannot look. */
export interface Facts {
  /** Folder of PostgreSQL's programs, `/usr/lib/postgresql/17/bin`. */
  readonly postgresqlBin: string
  readonly postgresqlMajor: number
  /** `2.4.1`: Dovecot wants its version in the first line of its configuration. */
  readonly dovecotVersion: string
  /** Whether the root servers or the forwarders answered; without them only local zones exist. */
  readonly internet: boolean
  /** Which signatures clamd loads: the official ones, or the bundled test set. */
  readonly signatures: 'official' | 'test'
  /** This folder holds package.json, our code and node_modules, and can be read by the system user `vaguemestre`. */
  readonly program: string
}

/** A zone that Knot publishes. The text is the zone file without signatures. */
export interface Zone {
  readonly name: string
  readonly text: string
}

export interface Installation {
  readonly spec: Spec
  readonly paths: Paths
  readonly ports: Ports
  readonly facts: Facts
  readonly zones: readonly Zone[]
}
