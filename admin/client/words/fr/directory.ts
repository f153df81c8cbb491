// What the screens of communes, mailboxes and people say alike, in French.

export const directory = {
  clash: {
    title: 'Quelqu’un d’autre vient de modifier cet élément.',
    text: 'Votre saisie est conservée. Voici ce qui est enregistré maintenant :',
    elsewhere: 'Votre saisie est conservée, et la modification portait sur autre chose.',
    field: (name: string, now: string, typed: string) =>
      `${name} : « ${now === '' ? 'rien' : now} » est enregistré, vous avez saisi « ${typed === '' ? 'rien' : typed} ».`,
    kept: (name: string, now: string) => `${name} : « ${now === '' ? 'rien' : now} » est enregistré.`,
    resume: 'Reprendre ma saisie',
    drop: 'Garder la version enregistrée',
  },
  commune: 'Commune',
  chooseCommune: 'Nom, code INSEE ou code postal',
  noCommune: 'Aucune commune à ce nom.',
  address: {
    localPart: 'Adresse',
    localPartHint: 'Ce qui précède l’arobase : mairie, accueil, prenom.nom…',
    wholeAddress: 'Écrivez seulement ce qui vient avant @.',
    domain: 'Domaine',
    communeFirst: 'Choisissez d’abord la commune',
    noDomain: 'Cette commune n’a pas encore de domaine. Ajoutez-en un dans l’onglet Domaines.',
  },
  gigabytes: (unit: string) => `En ${unit}, par exemple 2 ou 0,5.`,
  notSize: 'Écrivez un nombre de gigaoctets, par exemple 2 ou 0,5.',
  until: 'Jusqu’au',
  untilHint: 'Ce jour compris. Sans date : sans limite.',
  noLimit: 'sans limite',
  exportCsv: 'Exporter en CSV',
  noConnection: 'Pas de connexion',
  rows: (shown: string, all: string) => `${shown} sur ${all}`,
  nothing: 'Rien ne correspond à ces filtres',
  nothingText: 'Retirez un filtre, ou cherchez un autre mot.',
  clearFilters: 'Effacer les filtres',
  filterNames: { state: 'État', kind: 'Type', commune: 'Commune' },
}
