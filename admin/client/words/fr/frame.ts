// The frame around every screen, in French.

import { ofName } from '#ui/format/french-names.ts'
import { plural } from '#ui/format/plural.ts'

export const frame = {
  brand: 'Vaguemestre',
  brandOf: '— Administration',
  brandLabel: 'Vaguemestre — Administration',
  skip: { content: 'Aller au contenu', menu: 'Aller au menu', search: 'Aller à la recherche' },
  menu: 'Menu',
  menuLabel: 'Administration',
  goTo: 'Aller à une commune, une page…',
  palette: {
    title: 'Aller à',
    placeholder: 'Nom, code INSEE, code postal, page',
    communes: 'Communes',
    pages: 'Pages',
    nothing: (text: string) => `Rien pour « ${text} ». Essayez le début du nom ou le code postal.`,
    inhabitants: (count: number, shown: string) =>
      plural('fr', count, { one: `${shown} hab.`, other: `${shown} hab.` }),
    browse: 'parcourir',
    open: 'ouvrir',
    closes: 'fermer',
    escape: 'Échap',
    enter: 'Entrée',
  },
  account: {
    label: (name: string) => `Compte ${ofName(name)}`,
    mine: 'Mon compte',
    signOut: 'Se déconnecter',
    maybeSignedIn: 'La déconnexion n’a pas abouti : votre session est peut-être encore ouverte.',
    again: 'Réessayer',
  },
  theme: { label: 'Thème', system: 'Comme le système', light: 'Clair', dark: 'Sombre' },
  language: 'Langue',
  groups: { communes: 'Communes', messages: 'Messages', control: 'Contrôle' },
  screens: {
    toDo: 'À traiter',
    communes: 'Communes',
    welcome: 'Accueillir',
    mailboxes: 'Boîtes et alias',
    persons: 'Personnes',
    held: 'Quarantaine',
    trace: 'Suivi des messages',
    queue: 'File d’attente',
    deliverability: 'Délivrabilité',
    leaks: 'Fuites de données',
    security: 'Sécurité',
    journal: 'Journal',
    team: 'Équipe et rôles',
    status: 'État du service',
    account: 'Mon compte',
  },
  heldWaiting: (count: number) => plural('fr', count, { one: 'message retenu', other: 'messages retenus' }),
  approvalWaiting: (count: number) =>
    plural('fr', count, { one: 'envoi à approuver', other: 'envois à approuver' }),
  foot: {
    healthy: 'La plateforme fonctionne.',
    checked: (time: string) => `Dernier contrôle à ${time}`,
  },
  notFound: 'Cette page n’existe pas',
  notFoundText: 'L’adresse a pu changer. Le menu mène à toutes les pages.',
  offline:
    'Pas de connexion. Ce que vous avez saisi est conservé, et la page reprend d’elle-même au retour du réseau.',
  retrying: 'Le service ne répond pas pour le moment. Nouvel essai en cours.',
  signInAgain: 'Votre session est terminée',
  signInAgainText: 'Identifiez-vous pour reprendre. Ce que vous avez saisi est conservé.',
  stale: {
    title: 'Cette page n’a pas pu s’ouvrir',
    text: 'La connexion est coupée, ou le panneau vient d’être mis à jour. Rien n’est perdu : rechargez la page.',
  },
  reload: 'Recharger',
  unsaved: {
    title: 'Quitter sans enregistrer ?',
    text: 'Ce que vous avez saisi sur cette page n’est pas enregistré et serait perdu.',
    leave: 'Quitter sans enregistrer',
  },
}
