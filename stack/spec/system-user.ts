// System users that own files or run processes. Debian's packages bring them; `vaguemestre` and `vmail` are ours
// (`stack/machine/users.ts`).

/** Who runs the daemons and our processes. */
export const daemonUsers = [
  'postgres',
  'redis',
  'unbound',
  'knot',
  'clamav',
  '_rspamd',
  'dovecot',
  'vmail',
  'vaguemestre',
] as const

export type DaemonUser = (typeof daemonUsers)[number]

export type SystemUser = 'root' | DaemonUser
