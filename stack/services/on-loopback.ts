// Every daemon listens on the loopback address only; the port tells them apart.

import type { HostPort } from '#core/address/host-port.ts'
import type { Result } from '#core/result.ts'
import type { Readiness } from '../supervise/service.ts'

export const onLoopback = (port: number): HostPort => ({ host: '127.0.0.1', port })

/** A probe's answer as readiness: what the daemon said of itself, or why it said nothing. */
export const readinessOf = (answer: Result<string, string>): Readiness =>
  answer.ok ? { kind: 'ready', detail: answer.value } : { kind: 'not-ready', detail: answer.error }
