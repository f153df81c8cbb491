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
  // Inside the orchestrator: what is wanted; what the machine has and what the daemons read, which do not know each
  // other; who runs a process and which processes there are; at the end, bringing it to disk.
  'stack/spec': ['core', 'db/names.ts'],
  'stack/machine': ['core', 'stack/spec', 'stack/installation.ts'],
  'stack/generate': ['core', 'daemons', 'db/names.ts', 'stack/spec', 'stack/installation.ts'],
  'stack/supervise': ['core', 'stack/spec', 'stack/machine'],
  'stack/services': [
    'core',
    'daemons',
    'stack/spec',
    'stack/installation.ts',
    'stack/generate',
    'stack/supervise/service.ts',
  ],
  'stack/apply': ['stack/spec', 'stack/installation.ts', 'stack/machine', 'stack/generate', 'stack/services'],
  stack: ['core', 'daemons', 'db/names.ts'],
  'http/contract': ['core/contract.ts'],
  // Beside what every web process does: one's own account, which all interfaces serve alike.
  http: ['core', 'db', 'identity'],
  'admin/contract': ['core/contract.ts', 'http/contract'],
  'admin/api': ['core', 'daemons', 'db', 'dns', 'identity', 'mail/dlp', 'http', 'admin/contract'],
  'admin/client': ['ui', 'http/contract', 'admin/contract'],
  'webmail/contract': ['core/contract.ts', 'http/contract'],
  // What a search says: read by the server that searches and by the browser that shows it.
  'webmail/search': [],
  // Where one is: read by the server that sends along what is shown there, and by the browser.
  'webmail/place': ['webmail/contract'],
  'webmail/api': [
    'core',
    'daemons',
    'db',
    'dns',
    'identity',
    'mail/dlp',
    'http',
    'webmail/contract',
    'webmail/search',
    'webmail/place',
  ],
  'webmail/client': ['ui', 'http/contract', 'webmail/contract', 'webmail/search', 'webmail/place'],
  ui: [],
}

/** Folders that may import everything, and that nobody else may import. */
export const tops = ['cli', 'bench', 'test']
