// What is said before the panel opens: signing in, the first visit, second factors; in French.

import { firstAccess } from '#ui/first-visit/fr.ts'
import { signingIn } from '#ui/sign-in/fr.ts'

export const entrance = {
  language: 'fr' as 'fr' | 'en',
  product: 'Vaguemestre',
  about: 'Messagerie des communes',
  postmark: { above: 'Vaguemestre', below: 'Administration' },
  help: 'Un souci ? Appelez l’équipe de votre Département.',
  support: 'Assistance du Département :',
  ...signingIn,
  ...firstAccess,
  signIn: {
    ...signingIn.steps,
    title: 'Ouvrir l’administration',
    document: 'Connexion — Vaguemestre',
    addressMissing: 'Écrivez votre adresse, par exemple prenom.nom@departement.fr.',
    open: 'Ouvrir l’administration',
    firstVisit: 'Première visite ?',
    haveLetter: 'J’ai reçu un courrier avec un code',
    forgotten:
      'Mot de passe oublié ? Demandez un nouveau code à votre administrateur, ou appelez l’assistance de votre Département.',
  },
  stale: {
    title: 'Cette page n’a pas pu s’ouvrir',
    text: 'Vérifiez votre connexion, puis rechargez la page.',
    reload: 'Recharger',
  },
  firstVisit: {
    ...firstAccess.firstVisit,
    adminTitle: 'Premier administrateur',
    adminText: 'Ce compte ouvre tout le panneau. Le code est celui que la machine a affiché au démarrage.',
    adminExists: 'Cette adresse existe déjà, ou un administrateur est déjà en place.',
    adminLink: 'Je suis le premier administrateur du service',
    name: 'Votre nom',
    address: 'Votre adresse',
    create: 'Créer le compte',
  },
}

export type EntranceWords = typeof entrance
