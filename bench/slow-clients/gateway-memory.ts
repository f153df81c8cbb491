// What the gateway holds in memory.

import { readFileSync } from 'node:fs'
import { memoryMegabytes, type Service } from '../inbound/process-accounting.ts'

export interface GatewayMemory {
  readonly pss: number
  readonly rss: number
}

/** Megabytes. */
export function gatewayMemory(services: readonly Service[]): GatewayMemory {
  const gateway = services.find(({ name }) => name === 'gateway')
  if (gateway?.pid === undefined || gateway.pid === null) throw new Error('the gateway does not run')
  const status = readFileSync(`/proc/${gateway.pid}/status`, 'utf8')
  const rss = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024
  return { pss: memoryMegabytes([gateway]).get('gateway') ?? Number.NaN, rss }
}

export const showMemory = ({ pss, rss }: GatewayMemory): string => `${pss.toFixed(0)} / ${rss.toFixed(0)}`
