// The names by which status, logs and the command line know every process.

/** Our own processes: one Node program each, run as the system user `vaguemestre`. */
export const processNames = ['gateway', 'worker', 'admin', 'webmail'] as const
/** The trusted daemons. */
export const daemonNames = [
  'postgresql',
  'redis',
  'unbound',
  'knot',
  'clamd',
  'freshclam',
  'rspamd',
  'dovecot',
] as const

export type ProcessName = (typeof processNames)[number]
export type DaemonName = (typeof daemonNames)[number]
export type ServiceName = ProcessName | DaemonName
