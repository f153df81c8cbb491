// The first visit, once inside: what makes a new box one's own; in French.

export const firstSteps = {
  ready: 'Votre boîte est prête',
  readyText: 'Signature, téléphone, contacts : quelques minutes suffisent.',
  begin: 'Commencer',
  never: 'Ne plus proposer',
  title: 'Premiers pas',
  lead: 'Rien n’est obligatoire : tout cela peut attendre.',
  done: 'Fait',
  signature: {
    title: 'Votre signature',
    text: 'Elle termine chaque message. Votre nom, votre commune et votre adresse y sont déjà ; ajoutez vos horaires d’ouverture.',
    act: 'Écrire ma signature',
    again: 'Revoir mes signatures',
  },
  phone: {
    title: 'Votre téléphone',
    text: 'Lisez vos messages hors de la mairie. Les réglages sont prêts à recopier.',
    act: 'Ajouter mon téléphone',
  },
  contacts: {
    title: 'Vos contacts',
    text: 'Reprenez le carnet d’adresses de votre ancienne messagerie.',
    act: 'Importer mes contacts',
  },
  keyboard: {
    title: 'Le clavier',
    text: 'Pour qui va vite : « c » écrit un message, « e » archive.',
  },
  end: 'J’ai terminé',
  later: 'Plus tard',
}
