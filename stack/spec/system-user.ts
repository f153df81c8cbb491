// System users that own files or run processes. Debian's packages bring them; `vaguemestre` and `vmail` are ours
// (`stack/machine/users.ts`).

export type SystemUser =
  | 'root'
  | 'postgres'
  | 'redis'
  | 'unbound'
  | 'knot'
  | 'clamav'
  | '_rspamd'
  | 'dovecot'
  | 'vmail'
  | 'vaguemestre'
