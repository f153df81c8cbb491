// redis.conf: a directive and its arguments on one line, each argument in double quotes with C escapes (sdssplitargs).

import { generatedMark } from '../generated-file.ts'
import { refuseControl, refuseOddName } from './refuse-control.ts'

export type RedisDirective = readonly [name: string, ...args: (string | number)[]]

const syntax = 'redis.conf'

export function redisConf(directives: readonly RedisDirective[]): string {
  return [`# ${generatedMark}`, ...directives.map(redisDirective), ''].join('\n')
}

/** One line without its end, for files that hold a secret and carry no mark. */
export function redisDirective([name, ...args]: RedisDirective): string {
  return [refuseOddName(syntax, name), ...args.map(showArgument)].join(' ')
}

function showArgument(argument: string | number): string {
  if (typeof argument === 'number') return String(argument)
  return `"${refuseControl(syntax, argument).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
