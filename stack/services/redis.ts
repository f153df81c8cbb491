// Redis: ready when it answers PING to a client that knows the password.

import { join } from 'node:path'
import { readSecret } from '#core/config/read-config.ts'
import { pingRedis } from '#daemons/redis/ping.ts'
import type { Installation } from '../installation.ts'
import { secretFile } from '../spec/secret-file.ts'
import type { Service } from '../supervise/service.ts'
import { onLoopback, readinessOf } from './on-loopback.ts'

export function redisService({ paths, ports }: Installation): Service {
  return {
    name: 'redis',
    command: ['redis-server', join(paths.etc, 'redis', 'redis.conf')],
    user: 'redis',
    environment: {},
    needs: [],
    directories: [{ path: join(paths.data, 'redis'), owner: 'redis', mode: 0o700 }],
    check: null,
    stopSignal: 'SIGTERM',
    stopSeconds: 10,
    startSeconds: 30,
    reloadSignal: null,
    probe: async () =>
      readinessOf(await pingRedis(onLoopback(ports.redis), readSecret(secretFile(paths, 'redis-password')))),
  }
}
