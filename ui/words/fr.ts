// The few words that components say by themselves, in French; typed, so that the other language has them all.

import { plural } from '../format/plural.ts'

export const fr = {
  language: 'fr' as 'fr' | 'en',
  close: 'Fermer',
  cancel: 'Annuler',
  loading: 'Chargement…',
  longer: 'C’est plus long que d’habitude…',
  retry: 'Réessayer',
  copy: 'Copier',
  copied: 'Copié',
  required: 'obligatoire',
  chooseOne: 'Choisissez dans la liste.',
  show: 'Afficher le mot de passe',
  hide: 'Masquer le mot de passe',
  options: 'Voir les choix',
  notifications: 'Notifications',
  notLoaded: 'Cette partie de la page n’arrive pas. Rechargez la page.',
  errorCode: (code: string) => `Code de l’erreur : ${code}.`,
  forbidden: 'Cette page ne vous est pas ouverte',
  forbiddenWhy: (who: string) => `Votre rôle ne permet pas de la consulter. ${who} peut vous l’ouvrir.`,
  table: {
    columns: 'Colonnes',
    allColumns: 'Toutes les colonnes',
    actions: 'Actions',
    actionsOn: (row: string) => `Actions sur ${row}`,
    selectAll: 'Tout sélectionner',
    select: (row: string) => `Sélectionner ${row}`,
    savedFilters: 'Filtres enregistrés',
    saveFilters: 'Enregistrer ces filtres',
    filterName: 'Nom du filtre',
    save: 'Enregistrer',
    forget: (name: string) => `Oublier le filtre ${name}`,
    noSavedFilter: 'Aucun filtre enregistré',
    clearFilters: 'Effacer les filtres',
    clear: 'Effacer',
    removeFilter: (filter: string) => `Retirer le filtre ${filter}`,
    any: 'Tous',
    loaded: (count: number) =>
      plural('fr', count, { one: '1 ligne chargée', other: `${count} lignes chargées` }),
    unselect: 'Tout désélectionner',
  },
  date: {
    yesterday: 'hier',
    yesterdayAt: (time: string) => `hier ${time}`,
    at: (day: string, time: string) => `${day} à ${time}`,
    never: 'jamais',
    minutes: (count: number) => `${count} min`,
    hours: (hours: number, minutes: number) =>
      minutes === 0 ? `${hours} h` : `${hours} h ${String(minutes).padStart(2, '0')}`,
    days: (count: number) => plural('fr', count, { one: '1 jour', other: `${count} jours` }),
    time: (hours: string, minutes: string) => `${hours}\u00a0h\u00a0${minutes}`,
    names: {
      long: {
        weekdays: 'dimanche lundi mardi mercredi jeudi vendredi samedi'.split(' '),
        months: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(
          ' ',
        ),
      },
      short: {
        weekdays: 'dim. lun. mar. mer. jeu. ven. sam.'.split(' '),
        months: 'janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.'.split(' '),
      },
    },
  },
  size: {
    one: 'octet',
    units: ['octets', 'ko', 'Mo', 'Go', 'To', 'Po'],
    of: (used: string, all: string) => `${used} sur ${all}`,
  },
}

export type UiWords = typeof fr
