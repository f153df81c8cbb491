// Redis belongs to rspamd alone: what it learned from junk and good mail. Losing it costs learning, never mail.

import { join } from 'node:path'
import type { Installation } from '../installation.ts'
import { secretFile } from '../spec/secret-file.ts'
import type { GeneratedFile } from './generated-file.ts'
import { redisConf } from './syntax/redis-conf.ts'

export function generateRedis({ paths, ports }: Installation): readonly GeneratedFile[] {
  const content = redisConf([
    ['bind', '127.0.0.1'],
    ['port', ports.redis],
    ['protected-mode', 'yes'],
    ['include', secretFile(paths, 'redis.conf')],
    ['dir', join(paths.data, 'redis')],
    ['daemonize', 'no'],
    ['supervised', 'no'],
    ['pidfile', ''],
    ['logfile', ''],
    ['loglevel', 'notice'],
    ['databases', 1],
    // rspamd opens several for each message it looks at and answers nothing without them; a burst must not meet this limit.
    ['maxclients', 4000],
    // Learned tokens carry no date of their own; only what may be forgotten goes when memory is full.
    ['maxmemory', '256mb'],
    ['maxmemory-policy', 'volatile-ttl'],
    ['save', '900 1 300 100'],
    ['appendonly', 'no'],
    ['enable-debug-command', 'no'],
    ['enable-module-command', 'no'],
  ])
  return [{ path: 'redis/redis.conf', content, owner: 'redis' }]
}
