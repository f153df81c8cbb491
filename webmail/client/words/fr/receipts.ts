// Receipts, in French: those that messages ask for, and those that came.

export const receipts = {
  asked: (name: string) => `${name} demande un accusé de lecture.`,
  elsewhere: (address: string) => `Il ira à ${address}.`,
  send: 'Envoyer',
  decline: 'Ne pas envoyer',
  sent: 'Accusé de lecture envoyé.',
  failed: 'L’accusé de lecture n’est pas parti.',
  displayed: (who: string, when: string) => `Lu par ${who} le ${when}`,
  deleted: (who: string, when: string) => `Supprimé par ${who} le ${when}, sans avoir été lu`,
  other: (who: string, when: string) => `Accusé reçu de ${who} le ${when}`,
  named: (name: string, address: string) => `${name} (${address})`,
  showReport: 'Voir le message reçu',
  hideReport: 'Masquer le message reçu',
  setting: 'Quand un expéditeur demande un accusé de lecture',
  settingHint: 'Aucun accusé ne part sans que vous l’ayez choisi.',
  choices: { ask: 'Toujours me demander', never: 'Ne jamais en envoyer' },
}
