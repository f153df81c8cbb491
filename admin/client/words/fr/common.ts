// Words that every screen may need, in French.

import type { Permission, Role } from '../../../contract/all.ts'

export const common = {
  product: 'Vaguemestre',
  site: 'Vaguemestre, administration',
  /** Of the département; none may be known. */
  someoneWhoGrants: (names: readonly string[]) =>
    names.length === 0
      ? 'Un administrateur du Département'
      : `${new Intl.ListFormat('fr', { type: 'disjunction' }).format(names)}, du Département,`,
  department: (name: string) => `Département : ${name}`,
  add: 'Ajouter',
  change: 'Modifier',
  delete: 'Supprimer',
  save: 'Enregistrer',
  cancel: 'Annuler',
  close: 'Fermer',
  continue: 'Continuer',
  back: 'Retour',
  print: 'Imprimer',
  download: 'Télécharger',
  yes: 'oui',
  no: 'non',
  never: 'jamais',
  nobody: 'personne',
  saved: 'Enregistré.',
  countOf: (shown: string, all: string) => `${shown} sur ${all}`,
}

export const roles: Readonly<Record<Role, string>> = {
  administrator: 'Administration',
  support: 'Support',
  auditor: 'Lecture',
  manager: 'Gestion d’une commune',
  member: 'Agent',
}

export const rolesAre: Readonly<Record<Role, string>> = {
  administrator: 'Peut tout faire, sauf lire les messages.',
  support: 'Aide les communes, sans accès aux messages ni aux mots de passe.',
  auditor: 'Consulte tout, ne modifie rien.',
  manager: 'Gère les boîtes et les personnes de sa commune.',
  member: 'Utilise ses boîtes et gère son propre compte.',
}

export const permissions: Readonly<Record<Permission, string>> = {
  'read:commune': 'Voir les communes',
  'create:commune': 'Créer une commune',
  'change:commune': 'Modifier une commune',
  'suspend:commune': 'Suspendre une commune',
  'read:domain': 'Voir les domaines',
  'change:domain': 'Modifier les domaines',
  'read:mailbox': 'Voir les boîtes',
  'change:mailbox': 'Modifier les boîtes',
  'suspend:mailbox': 'Suspendre une boîte',
  'change:quota': 'Modifier les quotas',
  'read:person': 'Voir les personnes',
  'change:person': 'Modifier les personnes',
  'activate:person': 'Donner un code d’activation',
  'reset:factor': 'Retirer un second facteur perdu',
  'read:access': 'Voir les accès',
  'change:access': 'Modifier les accès',
  'read:address': 'Voir les alias, listes et renvois',
  'change:address': 'Modifier les alias, listes et renvois',
  'allow:external-forward': 'Autoriser un renvoi vers l’extérieur',
  'read:policy': 'Voir les réglages de filtrage',
  'change:policy': 'Modifier les réglages de filtrage',
  'read:held': 'Voir la quarantaine',
  'preview:held': 'Lire l’aperçu d’un message retenu',
  'decide:held': 'Décider d’un message retenu',
  'read:trace': 'Suivre les messages',
  'read:queue': 'Voir la file d’attente',
  'change:queue': 'Retenir, relancer ou supprimer un envoi',
  'pause:destination': 'Suspendre une destination',
  'read:deliverability': 'Voir la délivrabilité',
  'change:suppressed-address': 'Rétablir une adresse écartée',
  'read:sign-in': 'Voir les connexions',
  'read:security': 'Voir le journal de sécurité',
  'release:block': 'Lever un blocage',
  'change:trusted-network': 'Modifier les réseaux de confiance',
  'read:app-password': 'Voir les mots de passe d’appareil',
  'revoke:app-password': 'Couper un mot de passe d’appareil',
  'read:audit': 'Voir le journal',
  'read:status': 'Voir l’état du service',
  'read:team': 'Voir l’équipe',
  'change:team': 'Modifier l’équipe et ses rôles',
  'welcome:commune': 'Accueillir des communes',
  'change:template': 'Modifier les modèles',
  'read:api-key': 'Voir les clés d’API',
  'change:api-key': 'Modifier les clés d’API',
}
