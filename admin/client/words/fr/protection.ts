// How the session with a server of others was protected, in French.

export const protection = {
  none: 'sans chiffrement',
  encrypted: (version: string) => `chiffré (${version})`,
  /** By what the server proved who it is; `verified` for a relay that the configuration names. */
  proven: {
    dane: 'certificat vérifié par DANE',
    'mta-sts': 'certificat vérifié par MTA-STS',
    verified: 'certificat vérifié',
  },
  unproven: 'certificat non vérifié',
  takenBy: (host: string, secured: string) => `Remis à ${host}, ${secured}.`,
}
