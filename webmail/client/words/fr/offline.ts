// Being without a network, in French.

export const offline = {
  unseen: {
    title: 'Pas encore sur cet appareil',
    text: 'Ce contenu s’affichera dès le retour du réseau.',
  },
  leavesLater: 'Le message partira au retour du réseau.',
  leavesAndArchives: 'Au retour du réseau, le message partira et la conversation sera archivée.',
  queued: {
    noRoom: 'Il n’y a plus de place sur cet appareil : le message reste en attente d’envoi.',
    leaves: 'Part au retour du réseau',
    planned: (when: string) => `Part le ${when}, une fois le réseau revenu`,
    asks: 'Le message n’est pas encore parti : relisez-le, puis appuyez sur « Envoyer ».',
  },
  keepHere: 'Garder mes messages sur cet ordinateur pour les lire sans réseau',
  keepHereHint:
    'Seulement sur un ordinateur qui n’est qu’à vous. Ce que vous avez ouvert depuis 30 jours y reste, et en est effacé quand vous vous déconnectez.',
  signOutDue: 'Sans réseau, la déconnexion sera terminée dès son retour.',
  textOnly: 'Sans réseau, seul le texte du message est affiché.',
}
