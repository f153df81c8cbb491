// What is said before the webmail opens: signing in; in French.

import { firstAccess } from '#ui/first-visit/fr.ts'
import { ofName } from '#ui/format/french-names.ts'
import { signingIn } from '#ui/sign-in/fr.ts'

export const entrance = {
  language: 'fr' as 'fr' | 'en',
  product: 'Vaguemestre',
  about: 'Messagerie des communes',
  postmark: { above: 'Vaguemestre', below: 'Messagerie' },
  townHall: (place: string) => `Mairie ${ofName(place)}`,
  help: 'Un souci ? Appelez l’assistance de votre Département.',
  support: 'Assistance du Département :',
  accessibility: 'Accessibilité : non conforme',
  ...signingIn,
  ...firstAccess,
  signIn: {
    ...signingIn.steps,
    title: 'Ouvrir votre messagerie',
    document: 'Connexion — Vaguemestre',
    addressMissing: 'Écrivez votre adresse, par exemple mairie@mairie-saulieu.fr.',
    open: 'Ouvrir ma messagerie',
    forgotten: 'Mot de passe oublié ? Appelez l’assistance de votre Département.',
    firstVisit: 'Première visite ?',
    haveLetter: 'J’ai reçu un courrier avec un code',
  },
  stale: {
    title: 'Cette page n’a pas pu s’ouvrir',
    text: 'Vérifiez votre connexion, puis rechargez la page.',
    reload: 'Recharger',
  },
}

export type EntranceWords = typeof entrance
