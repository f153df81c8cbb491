// What stands around lists and messages: boxes, folders, the bar of a phone; in French.

import { plural } from '#ui/format/plural.ts'
import type { FolderRole } from '../../boxes.ts'

/** Empty where nobody but the Département is known; of an answer that a browser kept from before there were names, undefined. */
const whoGrants = (managers: readonly string[] | undefined): string =>
  managers === undefined || managers.length === 0
    ? 'La personne qui gère votre commune, ou le Département,'
    : new Intl.ListFormat('fr', { type: 'disjunction' }).format(managers)

export const frame = {
  product: 'Vaguemestre',
  skip: { list: 'Aller à la liste', message: 'Aller au message', folders: 'Aller aux dossiers' },
  boxes: 'Boîtes',
  box: (name: string, unread: number | null) =>
    unread === null
      ? name
      : `${name}, ${plural('fr', unread, { zero: 'aucun non lu', one: `${unread} non lu`, other: `${unread} non lus` })}`,
  kinds: { personal: 'Boîte personnelle', shared: 'Boîte partagée' },
  readOnly: 'Lecture seule',
  foldersOf: (address: string) => `Dossiers de ${address}`,
  folders: 'Dossiers',
  otherFolders: 'Autres dossiers',
  roles: {
    inbox: 'Réception',
    snoozed: 'En attente',
    sent: 'Envoyés',
    drafts: 'Brouillons',
    archive: 'Archives',
    junk: 'Indésirables',
    trash: 'Corbeille',
  } satisfies Readonly<Record<FolderRole, string>>,
  unread: (count: number) => plural('fr', count, { one: `${count} non lu`, other: `${count} non lus` }),
  openFolders: 'Ouvrir les dossiers',
  bottom: 'Navigation',
  messages: 'Messages',
  search: 'Rechercher',
  menu: 'Menu',
  shortcuts: 'Raccourcis du clavier',
  help: 'Aide et raccourcis',
  settings: 'Réglages',
  newTab: '(nouvel onglet)',
  account: (name: string) => `${name}, mon compte`,
  signOut: 'Se déconnecter',
  theme: 'Apparence',
  themes: { system: 'Comme l’appareil', light: 'Claire', dark: 'Sombre' },
  language: 'Langue',
  languages: { fr: 'Français', en: 'English' },
  support: 'Assistance du Département',
  canGrant: (managers: readonly string[]) => `${whoGrants(managers)} peut vous donner un accès plus large.`,
  noBox: {
    title: 'Aucune boîte ne vous est ouverte',
    text: (managers: readonly string[]) => `${whoGrants(managers)} peut vous en ouvrir une.`,
  },
  unknownBox: {
    title: 'Cette boîte ne vous est pas ouverte',
    text: (managers: readonly string[], address: string) =>
      `${whoGrants(managers)} peut vous donner accès à ${address}.`,
    own: 'Ouvrir ma boîte',
  },
  broken: {
    title: 'Cette partie n’a pas pu s’afficher',
    text: 'Rechargez la page. Vos messages sont intacts.',
    reload: 'Recharger',
  },
  contacts: 'Contacts',
  retrying: 'Le service ne répond pas. Nouvel essai toutes les 5 s.',
  offline: 'Pas de connexion. Vous pouvez lire et écrire, l’envoi se fera au retour du réseau.',
  signInAgain: 'Votre session est terminée',
  signInAgainText: 'Identifiez-vous pour reprendre où vous en étiez.',
  /** In the tab: « (3) Réception — mairie@… ». */
  title: (unread: number, view: string, address: string) =>
    `${unread > 0 ? `(${unread}) ` : ''}${view} — ${address}`,
}
