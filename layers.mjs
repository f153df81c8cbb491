// Who may import whom, besides itself. The one place where the import law is written; `.dependency-cruiser.mjs`
// turns it into rules. A key that is a sub-folder comes before its parent.
export const layers = {
  core: [],
  daemons: ['core'],
  db: ['core'],
  dns: ['core'],
  identity: ['core', 'daemons', 'db'],
  mail: ['core', 'daemons', 'db', 'dns', 'identity'],
  migration: ['core', 'daemons', 'db', 'dns', 'identity'],
  worker: ['core', 'daemons', 'db', 'dns', 'identity', 'mail', 'migration'],
  stack: ['core', 'daemons', 'db/names.ts'],
  'admin/contract': ['core/contract.ts'],
  'admin/api': ['core', 'daemons', 'db', 'dns', 'identity', 'mail/dlp', 'admin/contract'],
  'admin/client': ['ui', 'admin/contract'],
  'webmail/contract': ['core/contract.ts'],
  'webmail/api': ['core', 'daemons', 'db', 'dns', 'identity', 'mail/dlp', 'webmail/contract'],
  'webmail/client': ['ui', 'webmail/contract'],
  ui: [],
}

/** Folders that may import everything, and that nobody else may import. */
export const tops = ['cli', 'bench', 'test']
