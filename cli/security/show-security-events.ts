// The security log as a person at a terminal reads it, newest first.

import type { SecurityEvent } from '#core/security-log.ts'
import { table } from '../terminal.ts'
import { securityDetail } from './security-detail.ts'

export function showSecurityEvents(events: readonly SecurityEvent[]): string {
  return table([
    ['WHEN', 'WHAT', 'FROM', 'DETAIL'],
    ...events.map(({ at, kind, network, facts }) => [
      clock.format(at),
      kind.replaceAll('-', ' '),
      network === everybody ? 'everywhere' : network,
      securityDetail({ kind, facts }).replace(/\p{C}/gu, '?'),
    ]),
  ])
}

/** What is about no client in particular. */
const everybody = '0.0.0.0/0'

const clock = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' })
